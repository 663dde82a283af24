"""The real documents without any model: what is asked for by name is found, the right version is used, quotes hold."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge.answering.quoting import Choice, list_in_parts, quote, short_quote
from knowledge.cleaning import is_omission
from knowledge.documents import Document
from knowledge.evaluation import Case, read_cases
from knowledge.expectation import Expectation, Kind
from knowledge.library import Entry, Snapshot, Unit
from knowledge.lookup import choose_versions, find_units
from knowledge.passages import canonical_name, cut
from knowledge.question import Name, Question, understand
from knowledge.readers import Readers
from knowledge.records import Origin, Record, Vectors
from knowledge.retrieval import Hit
from knowledge.sentences import split
from knowledge.versions import load_successions, standings

TODAY = date(2026, 3, 2)
NONE = np.zeros((0, 0), np.float16)


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Snapshot:
    """Return the corpus as it stands in a snapshot, without vectors."""
    with Readers() as readers:
        documents = [cut(readers.read(path)) for path in sorted(shared.glob("corpus/*/*"))]
    found = standings(documents, load_successions(), TODAY)
    entries = tuple(Entry(record(document), found[document.file], active=True) for document in documents)
    places = [(entry, number) for entry in entries for number in range(len(entry.document.passages))]
    units = tuple(Unit(place, entry, number, 0) for place, (entry, number) in enumerate(places))
    return Snapshot(1, entries, units, np.zeros((0, 0), np.float32), NONE)


def record(document: Document) -> Record:
    families = tuple(split(document.text, passage.span.start, passage.span.end) for passage in document.passages)
    return Record(document, Origin.OFFICE, document.file, "none", Vectors(NONE, families, NONE))


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[Case]:
    return read_cases(shared / "eval" / "questions.jsonl")


def understood(case: Case, corpus: Snapshot) -> tuple[Question, frozenset[str]]:
    names = [Name(entry.document.file, entry.document.title) for entry in corpus.entries]
    question = understand(case.question, case.history, names)
    return question, choose_versions(question, corpus.entries)


def plain(text: str) -> str:
    return "".join(text.split())


def test_every_article_that_is_asked_for_is_found(corpus: Snapshot, cases: list[Case]) -> None:
    asked = [case for case in cases if case.kind == "article"]
    assert asked
    for case in asked:
        units = find_units(*_look_up(case, corpus))
        assert {unit.document.file for unit in units} == {source.file for source in case.sources}, case.question
        text = plain("".join(unit.text for unit in units))
        assert all(plain(source.quote) in text for source in case.sources), case.question


def _look_up(case: Case, corpus: Snapshot) -> tuple[Question, Snapshot, frozenset[str]]:
    question, allowed = understood(case, corpus)
    return question, corpus, allowed


def test_every_answer_lies_in_a_version_that_may_be_used(corpus: Snapshot, cases: list[Case]) -> None:
    missed = [
        case.question
        for case in cases
        if case.answerable and not {source.file for source in case.sources} & understood(case, corpus)[1]
    ]
    assert missed == []


def test_of_each_name_one_version_is_used(corpus: Snapshot, cases: list[Case]) -> None:
    titles = {entry.document.file: canonical_name(entry.document.title) for entry in corpus.entries}
    for case in cases:
        used = [titles[file] for file in understood(case, corpus)[1]]
        assert len(used) == len(set(used)), case.question


def test_a_rule_that_was_replaced_is_looked_up_in_its_successor(corpus: Snapshot) -> None:
    case = Case("x", "article", "信访条例第三十四条", True)
    assert {unit.document.file for unit in find_units(*_look_up(case, corpus))} == {"信访工作条例(2022-02-25).md"}


def test_every_quote_of_every_sentence_is_word_for_word(corpus: Snapshot) -> None:
    for unit in corpus.units:
        text, span = unit.document.text, unit.passage.span
        for place in range(len(unit.sentences)):
            choice = Choice(Hit(unit, 0.0), place, 0.0)
            shown = [
                *quote(choice, Expectation(Kind.OTHER)),
                *quote(choice, Expectation(Kind.LIST)),
                *short_quote(choice),
            ]
            for one in shown:
                assert one == unit.passage.lead or span.start <= one.start < one.end <= span.end
                assert not any(is_omission(line) for line in one.of(text).splitlines())


def test_a_list_in_parts_stays_in_its_article(corpus: Snapshot) -> None:
    cut_up = [unit for unit in corpus.units if unit.lead]
    assert cut_up
    for unit in cut_up:
        parts = list_in_parts(Choice(Hit(unit, 0.0), 0, 0.0), corpus.by_file[unit.document.file])
        assert unit in [other for other, _ in parts]
        assert len({other.passage.locator.partition("条")[0] for other, _ in parts}) == 1
        assert [span.start for _, span in parts] == sorted({span.start for _, span in parts})
