"""What goes before the model: passages and sentences with their context, and rows that stay in their order."""

import numpy as np
import pytest

from knowledge.documents import Document, Reading
from knowledge.passages import cut
from knowledge.vectorizing import LEAD_SHOWN, searched_text, text_count, vectorize
from tests.fakes import GramEmbedder
from tests.knowledge.samples import DUTY_2024, SEALS_2020, SPEECH


def document(text: str, file: str = "a.txt") -> Document:
    return cut(Reading(file, "\n".join(line for line in text.splitlines() if line)))


DUTY, SEALS, TALK = map(document, (DUTY_2024, SEALS_2020, SPEECH))


def sent(*documents: Document) -> list[str]:
    """Return the texts that go before the model for some documents."""
    embedder = GramEmbedder()
    vectorize(documents, embedder)
    return embedder.embedded


def test_a_passage_is_searched_with_its_name_headings_and_lead() -> None:
    part = next(passage for passage in DUTY.passages if passage.lead)
    text = searched_text(DUTY, part)
    assert text.startswith("值班管理办法 第三章 交接班\n交接班时应当清点下列物品：\n（十）突发事件应急预案的文本")
    assert searched_text(SEALS, SEALS.passages[2]) == "印章使用办法\n第三条 空白介绍信不得加盖公章。"


def test_a_sentence_goes_with_the_documents_name() -> None:
    assert "印章使用办法：第二条 公章不得带出办公室。" in sent(SEALS)
    assert "印章使用办法：确需带出的，须经分管领导批准，两人同行。" in sent(SEALS)


def test_an_item_goes_with_the_words_that_open_its_list() -> None:
    texts = sent(DUTY)
    assert "值班管理办法：第五条 值班人员不得有下列行为：" in texts
    assert "值班管理办法：第五条 值班人员不得有下列行为：（二）酒后上岗；" in texts
    assert any(text.startswith("值班管理办法：交接班时应当清点下列物品：（十七）灭火器") for text in texts)


def test_an_opening_that_is_no_list_goes_with_no_other_sentence() -> None:
    assert "值班管理办法：接班人员迟到的，交班人员不得离岗。" in sent(DUTY)


def test_of_a_long_opening_only_its_first_words_could_go() -> None:
    opening = f"第一条 {'很长的话，' * 20}如下："
    found = sent(document(f"某办法\n\n{opening}\n（一）甲事；\n（二）乙事。\n第二条 无。\n第三条 无。\n"))
    (item,) = [text for text in found if text.endswith("（一）甲事；") and "\n" not in text]
    assert len(item) <= len("某办法：（一）甲事；") + LEAD_SHOWN


def test_rows_belong_to_their_texts_whatever_goes_together() -> None:
    embedder = GramEmbedder()
    together = vectorize([DUTY, SEALS, TALK], embedder)
    for one, vectors in zip((DUTY, SEALS, TALK), together, strict=True):
        (alone,) = vectorize([one], embedder)
        assert np.array_equal(alone.passages, vectors.passages)
        assert np.array_equal(alone.sentence_rows, vectors.sentence_rows)
        assert alone.sentences == vectors.sentences
        assert vectors.passages.dtype == vectors.sentence_rows.dtype == np.float16
        expected = embedder.questions([searched_text(one, passage) for passage in one.passages])
        assert np.allclose(vectors.passages.astype(np.float32), expected, atol=1e-3)


def test_sentences_stand_in_their_passages() -> None:
    (vectors,) = vectorize([TALK], GramEmbedder())
    for passage, family in zip(TALK.passages, vectors.sentences, strict=True):
        words = "".join(span.of(TALK.text) for span in family)
        assert words == "".join(passage.span.of(TALK.text).split("\n"))


@pytest.mark.parametrize("one", [DUTY, SEALS, TALK])
def test_the_texts_of_a_document_are_counted(one: Document) -> None:
    assert text_count(one) == len(sent(one))


def test_nothing_makes_nothing() -> None:
    assert vectorize([], GramEmbedder()) == []
    empty = Document("a.txt", "空", DUTY.kind, None, None, "", ())
    (vectors,) = vectorize([empty], GramEmbedder())
    assert (len(vectors.passages), vectors.sentences, len(vectors.sentence_rows)) == (0, (), 0)
