"""Questions with known sources: read, asked, and summed up by kind."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.answers import Answer, Citation, Outcome
from knowledge.documents import Span, Status
from knowledge.errors import KnowledgeError
from knowledge.evaluation import Case, Result, Source, holds_substance, read_cases, run, summarize
from tests.knowledge.desk import Desk

DUTY = "值班管理办法2024.txt"
LINES: list[dict[str, Any]] = [
    {
        "id": "a",
        "kind": "term",
        "question": "值班电话要几声之内接听",
        "answerable": True,
        "expect": [{"file": DUTY, "quote": "值班电话应当在三声 之内接听"}],
    },
    {
        "id": "b",
        "kind": "article",
        "question": "值班管理办法第七条",
        "answerable": True,
        "expect": [{"file": "没有.txt", "quote": "没有"}, {"file": DUTY, "quote": "（十）突发事件应急预案的文本"}],
    },
    {
        "id": "c",
        "kind": "followup",
        "question": "那第六条呢",
        "history": ["值班管理办法第三条"],
        "answerable": True,
        "expect": [{"file": DUTY, "quote": "交接班时间为每日八时三十分"}],
    },
    {
        "id": "d",
        "kind": "term",
        "question": "公章可以带出办公室吗",
        "answerable": True,
        "expect": [{"file": DUTY, "quote": "公章不得带出办公室"}],
    },
    {"id": "e", "kind": "unanswerable", "question": "食堂一份饭多少元", "answerable": False, "expect": []},
]


def write(folder: Path, lines: list[dict[str, Any]]) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def test_cases_are_read_as_they_are_written(tmp_path: Path) -> None:
    cases = read_cases(write(tmp_path, LINES))
    assert [case.key for case in cases] == ["a", "b", "c", "d", "e"]
    assert cases[2] == Case(
        "c",
        "followup",
        "那第六条呢",
        True,
        ("值班管理办法第三条",),
        (Source(DUTY, "交接班时间为每日八时三十分"),),
    )


def test_a_byte_order_mark_blank_lines_and_odd_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    line = json.dumps(LINES[0], ensure_ascii=False).replace("几声", "几\u2028声")
    path.write_bytes(f"\ufeff{line}\r\n\n  \r\n{line}".encode())
    assert [case.question for case in read_cases(path)] == ["值班电话要几\u2028声之内接听"] * 2


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "{}",
        "[]",
        "3",
        '{"id": "a", "kind": "term", "question": "问", "answerable": true}',
        '{"id": "a", "kind": "term", "question": "问", "answerable": true, "expect": null}',
        '{"id": "a", "kind": "term", "question": "问", "answerable": true, "expect": [{"file": "a.txt"}]}',
        '{"id": "a", "kind": "term", "question": "问", "answerable": true, "expect": [], "history": 3}',
    ],
)
def test_a_malformed_line_is_named(line: str, tmp_path: Path) -> None:
    path = write(tmp_path, LINES)
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(KnowledgeError) as fault:
        read_cases(path)
    assert str(fault.value) == f"{path}:6: not a question with id, kind, answerable and expect"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"没有\.jsonl: No such file"):
        read_cases(tmp_path / "没有.jsonl")
    (tmp_path / "gbk.jsonl").write_bytes("问".encode("gbk"))
    with pytest.raises(KnowledgeError, match=r"gbk\.jsonl: not UTF-8"):
        read_cases(tmp_path / "gbk.jsonl")


@pytest.fixture(scope="module")
def results(office: Desk, tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    cases = read_cases(write(tmp_path_factory.mktemp("cases"), LINES))
    return list(run(cases, office.retriever, office.answerer))


def test_every_case_has_its_result(results: list[Result]) -> None:
    assert [(result.case.key, result.rank, result.refused, result.right) for result in results] == [
        ("a", 1, False, True),
        ("b", 2, False, True),
        ("c", 1, False, True),
        ("d", 0, False, False),
        ("e", 0, True, False),
    ]
    assert all(result.verbatim == result.quotes > 0 for result in results)
    assert all(0 < result.seconds < 5 for result in results)


def test_figures_are_summed_up_by_kind(results: list[Result]) -> None:
    figures = {row.kind: row for row in summarize(results)}
    assert list(figures) == ["term", "article", "followup", "unanswerable", "answerable", "all"]
    term, unanswerable, everything = figures["term"], figures["unanswerable"], figures["all"]
    assert (term.count, term.recall_1, term.recall_5, term.mrr, term.right) == (2, 0.5, 0.5, 0.5, 0.5)
    assert (figures["article"].recall_1, figures["article"].recall_5, figures["article"].mrr) == (0, 1, 0.5)
    assert (unanswerable.recall_1, unanswerable.right, unanswerable.refused) == (None, None, 1)
    assert (everything.count, everything.recall_5, everything.refused, everything.verbatim) == (5, 0.75, 0.2, 1)
    assert figures["answerable"].missed == everything.missed == ("d",)
    assert 0 < everything.p50_ms <= everything.p95_ms


def test_one_result_is_its_own_median_and_none_has_no_figures(results: list[Result]) -> None:
    (article, *_) = summarize(results[1:2])
    assert article.p50_ms == article.p95_ms == results[1].seconds * 1000
    assert summarize([]) == []


EXPECTED = "来文应当当日登记，登记以后送主任批示"


def shown(*quotes: str, file: str = "a.txt", outcome: Outcome = Outcome.ANSWERED) -> Answer:
    citations = tuple(Citation(file, "办法", "第一条", quote, Status.IN_FORCE, None, Span(0, 1)) for quote in quotes)
    return Answer("问", outcome, citations)


@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        (shown(f"第一条 {EXPECTED}。急件随到随办。"), True),
        (shown("第一条 来文应当\n当日登记，登记以后 送主任批示"), True),
        (shown("来文应当当日登记，登记以后"), True),
        (shown("登记以后送主任批示"), True),
        (shown("别的", EXPECTED), True),
        (shown("送主任批示"), False),
        (shown("来文应当存档，登记以后再说"), False),
        (shown(EXPECTED, file="b.txt"), False),
        (shown(EXPECTED, outcome=Outcome.NOT_FOUND), False),
        (shown(), False),
    ],
)
def test_an_answer_holds_the_substance_of_a_quote(answer: Answer, holds: bool) -> None:
    case = Case("a", "term", "问", True, sources=(Source("a.txt", EXPECTED),))
    assert holds_substance(answer, case) is holds
