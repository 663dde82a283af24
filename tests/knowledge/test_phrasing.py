"""How questions are put to the retrievers: the levers one by one and together."""

from dataclasses import fields

import numpy as np
import pytest

from knowledge.lexical import Lexicon
from knowledge.phrasing import MANNER, Levers, Phrasing
from knowledge.question import Question
from knowledge.thesaurus import Thesaurus
from tests.fakes import GramEmbedder
from tests.knowledge.desk import Desk

ALL = Levers()
NONE = Levers(**dict.fromkeys((lever.name for lever in fields(Levers)), False))
LEXICON = Lexicon(["接受举报由信访机构负责", "举报人接受询问", "接受举报的期限"])
THESAURUS = Thesaurus({"老板": ("单位负责人", "主要负责人")})


def phrasing(levers: Levers = ALL) -> Phrasing:
    return Phrasing(GramEmbedder(), THESAURUS, levers)


def phrase(asked: str, levers: Levers = ALL) -> Question:
    return phrasing(levers).phrase(Question(asked, asked), LEXICON)


@pytest.mark.parametrize(
    ("levers", "text", "official", "words"),
    [
        (NONE, "老板能结受吗", "老板能结受吗", ()),
        (Levers(thesaurus=False), "老板能接受吗", "老板能接受吗", ()),
        (Levers(mending=False), "老板能结受吗", "单位负责人能结受吗", ("单位负责人", "主要负责人")),
        (Levers(), "老板能接受吗", "单位负责人能接受吗", ("单位负责人", "主要负责人")),
    ],
)
def test_each_lever_does_its_part(levers: Levers, text: str, official: str, words: tuple[str, ...]) -> None:
    found = phrase("老板能结受吗", levers)
    assert (found.asked, found.text, found.official, found.words) == (text, text, official, words)


def test_courtesies_are_left_where_nothing_is_mended() -> None:
    assert phrasing().tidy("您好，几点开会？谢谢") == "几点开会"
    assert phrasing(NONE).tidy("您好，几点开会？谢谢") == "您好，几点开会？谢谢"


def test_a_vector_is_the_mean_of_both_wordings_without_the_manner() -> None:
    question, embedder = phrase("老板能接受吗"), GramEmbedder()
    own, official = embedder.questions([question.text, question.official])
    assert np.allclose(phrasing(Levers(manner=False)).vector(question), (own + official) / 2)
    taken = phrasing().manner
    assert np.allclose(phrasing().vector(question), (own + official) / 2 - taken)
    assert 0 < np.linalg.norm(taken) <= MANNER


def test_the_words_of_a_follow_up_count_beside_those_with_the_turns_before_it() -> None:
    question, embedder = phrasing().phrase(Question("老板能结受吗", "谁管举报 老板能结受吗"), LEXICON), GramEmbedder()
    assert (question.asked, question.text) == ("老板能接受吗", "谁管举报 老板能接受吗")
    rows = embedder.questions([question.text, question.official, question.asked])
    assert np.allclose(phrasing(Levers(manner=False)).vector(question), rows.mean(0))


def test_a_question_in_official_words_is_embedded_as_it_is() -> None:
    question = phrase("单位负责人能接受吗", NONE)
    assert np.allclose(phrasing(NONE).vector(question), GramEmbedder().questions([question.text])[0])


def test_plain_words_find_the_rule_that_has_official_ones(office: Desk) -> None:
    asked = "上头来人上访，选几个人进去谈"
    assert office.search(asked).hits[0].unit.passage.locator == "第三条"
    bare = office.retriever.using(NONE).search(asked)
    assert bare.question.words == ()
    assert office.search(asked).question.words != ()
