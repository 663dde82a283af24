"""The question sets over documents that took no part in tuning: each answer stands where its case says, in other words.

``fields`` are rules on matters of many kinds, ``offices`` those of a school, a hospital, a town and a company. Whoever
tunes the retrieval reads neither.
"""

import json
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from knowledge.documents import Document, Kind
from knowledge.numerals import ArticleNumber
from knowledge.passages import cut
from knowledge.readers import read

UNSEEN = Path(__file__).parent / "unseen"
SETS = ("fields", "offices")
FILES = sorted(UNSEEN.glob("*/*.md"))
SHARED = 8  # this many characters in a row, punctuation aside, would give the answer away

each_set = pytest.mark.parametrize("name", SETS)


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of a set."""
    return [json.loads(line) for line in (UNSEEN / f"{name}.jsonl").read_text("utf-8").splitlines()]


def documents(name: str) -> dict[str, Document]:
    """Return the documents of a set by their files' names."""
    return {path.name: cut(read(path)) for path in FILES if path.parent.name == name}


def runs(text: str) -> set[str]:
    """Return every run of ``SHARED`` characters."""
    bare = re.sub(r"[\W_]+", "", text)
    return {bare[at : at + SHARED] for at in range(len(bare) - SHARED + 1)}


@each_set
def test_a_set_has_its_documents_and_questions(name: str) -> None:
    assert 8 <= len(documents(name)) <= 12
    assert Counter(case["kind"] for case in cases(name)) == {"lay": 60, "unanswerable": 10}
    assert {expected["file"] for case in cases(name) for expected in case["expect"]} == set(documents(name))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_document_is_cut_into_its_articles_one_by_one(file: Path) -> None:
    document = cut(read(file))
    numbers = [str(ArticleNumber(number)) for number in range(1, len(document.passages) + 1)]
    assert (document.kind, document.title) == (Kind.REGULATION, file.stem)
    assert [passage.locator for passage in document.passages] == numbers
    assert len(re.findall("^第.+?条 ", document.text, re.MULTILINE)) == len(numbers)


@each_set
def test_a_case_has_the_fields_of_its_kind(name: str) -> None:
    for case in cases(name):
        assert set(case) == {"id", "kind", "question", "answerable", "expect"}
        assert case["answerable"] == (case["kind"] == "lay") == bool(case["expect"])


@each_set
def test_a_quote_stands_verbatim_in_the_article_that_is_named(name: str) -> None:
    held = documents(name)
    for expected in chain.from_iterable(case["expect"] for case in cases(name)):
        document = held[expected["file"]]
        found = [p.locator for p in document.passages if expected["quote"] in p.span.of(document.text)]
        assert found == [expected["locator"]], expected


@each_set
def test_a_question_does_not_repeat_its_answer(name: str) -> None:
    for case in cases(name):
        for expected in case["expect"]:
            assert not runs(case["question"]) & runs(expected["quote"]), case


def test_no_question_and_no_document_stands_twice() -> None:
    everything = [*cases("fields"), *cases("offices")]
    for values in (
        [case["id"] for case in everything],
        [re.sub(r"\W", "", case["question"]) for case in everything],
        [file.name for file in FILES],
    ):
        assert len(values) == len(set(values))


@each_set
def test_no_article_stands_twice(name: str) -> None:
    texts = [passage.span.of(d.text) for d in documents(name).values() for passage in d.passages]
    assert len(texts) == len(set(texts))


def test_no_question_is_one_that_was_trained_or_tuned_on(shared: Path) -> None:
    trained = [line.rpartition("\t")[2] for line in (shared / "train/questions.tsv").read_text("utf-8").splitlines()]
    tuned = [json.loads(line)["question"] for line in (shared / "eval/questions.jsonl").read_text("utf-8").splitlines()]
    assert not {case["question"] for name in SETS for case in cases(name)} & {*trained, *tuned}
