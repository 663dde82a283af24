"""Which documents are in force: the newest of one name, and no rule that another one replaced."""

from collections.abc import Mapping
from datetime import date

import pytest

from knowledge.documents import Document, Kind, Status
from knowledge.errors import KnowledgeError
from knowledge.versions import Standing, Succession, load_successions, standings

TODAY = date(2026, 3, 2)
IN_FORCE, PENDING = Standing(Status.IN_FORCE), Standing(Status.PENDING)


def rule(title: str, issued: date | None = None, effective: date | None = None, *, file: str = "") -> Document:
    name = file or f"{title}{issued or effective or ''}"
    return Document(name, title, Kind.REGULATION, issued, effective, "", ())


def table(*entries: tuple[str, str, date]) -> dict[str, Succession]:
    return {old: Succession(old, new, since) for old, new, since in entries}


def stand(
    *documents: Document, successions: Mapping[str, Succession] | None = None, today: date = TODAY
) -> list[Standing]:
    """Return the documents' standings in their order."""
    found = standings(documents, successions or {}, today)
    return [found[document.file] for document in documents]


def test_a_rule_alone_is_in_force() -> None:
    assert stand(rule("值班办法", date(2020, 1, 1))) == [IN_FORCE]


def test_of_several_versions_the_newest_is_in_force_whatever_their_order() -> None:
    old, middle, new = (rule("值班办法", date(year, 5, 1)) for year in (2012, 2016, 2024))
    amended = Standing(Status.AMENDED, "值班办法")
    assert stand(old, middle, new) == [amended, amended, IN_FORCE]
    assert stand(new, old, middle) == [IN_FORCE, amended, amended]


@pytest.mark.parametrize(
    "title",
    ["《值班办法》", "值班办法（2019年修订）", "值班办法（试行）", "中华人民共和国值班办法"],
)
def test_a_remark_or_brackets_do_not_make_another_name(title: str) -> None:
    assert stand(rule(title, date(2019, 1, 1)), rule("值班办法", date(2024, 1, 1)))[0].status is Status.AMENDED


def test_rules_of_other_names_do_not_touch_each_other() -> None:
    assert stand(rule("值班办法", date(2010, 1, 1)), rule("值班细则", date(2024, 1, 1))) == [IN_FORCE, IN_FORCE]


def test_a_version_without_a_date_is_older_than_one_with_a_date() -> None:
    assert [found.status for found in stand(rule("值班办法"), rule("值班办法", date(2001, 1, 1)))] == [
        Status.AMENDED,
        Status.IN_FORCE,
    ]


def test_two_copies_of_one_day_are_both_in_force() -> None:
    day = date(2024, 1, 1)
    assert stand(rule("值班办法", day, file="a.txt"), rule("值班办法", day, file="b.txt")) == [IN_FORCE, IN_FORCE]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 6, 30), [Status.IN_FORCE, Status.PENDING]),
        (date(2026, 7, 1), [Status.AMENDED, Status.IN_FORCE]),
    ],
)
def test_a_newer_version_takes_over_on_the_day_it_comes_into_force(today: date, expected: list[Status]) -> None:
    old = rule("印章办法", date(2020, 7, 12))
    new = rule("印章办法", date(2026, 2, 1), date(2026, 7, 1))
    assert [found.status for found in stand(old, new, today=today)] == expected


def test_a_rule_that_only_has_an_issue_date_begins_on_that_day() -> None:
    future = rule("印章办法", date(2026, 3, 3))
    assert stand(future) == [PENDING]
    assert stand(future, today=date(2026, 3, 3)) == [IN_FORCE]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2022, 4, 30), IN_FORCE),
        (date(2022, 5, 1), Standing(Status.REPLACED, "新办法")),
    ],
)
def test_a_rule_is_replaced_from_the_day_its_successor_applies(today: date, expected: Standing) -> None:
    successions = table(("老办法", "新办法", date(2022, 5, 1)))
    assert stand(rule("老办法", date(2005, 1, 1)), successions=successions, today=today) == [expected]


def test_a_replaced_rule_stands_no_more_though_the_library_lacks_its_successor() -> None:
    successions = table(("老办法", "新办法", date(2022, 5, 1)))
    newest = rule("老办法", date(2015, 1, 1))
    assert {found.status for found in stand(rule("老办法", date(2005, 1, 1)), newest, successions=successions)} == {
        Status.REPLACED
    }


def test_a_chain_of_successions_leads_to_its_end() -> None:
    successions = table(("老办法", "新办法", date(2010, 1, 1)), ("新办法", "最新办法", date(2020, 1, 1)))
    old, new = rule("老办法", date(2000, 1, 1)), rule("新办法", date(2010, 1, 1))
    assert stand(old, new, successions=successions) == [Standing(Status.REPLACED, "最新办法")] * 2
    in_between = stand(old, new, successions=successions, today=date(2015, 1, 1))
    assert in_between == [Standing(Status.REPLACED, "新办法"), IN_FORCE]


def test_a_circle_of_successions_ends_somewhere() -> None:
    successions = table(("甲办法", "乙办法", date(2010, 1, 1)), ("乙办法", "甲办法", date(2020, 1, 1)))
    assert stand(rule("甲办法"), successions=successions) == [Standing(Status.REPLACED, "乙办法")]


def test_the_table_is_read_with_names_as_titles_bear_them() -> None:
    text = '[[succession]]\nold = "《中华人民共和国老条例》"\nnew = "新条例（试行）"\nsince = 2022-05-01\n'
    assert load_successions(text) == table(("老条例", "新条例", date(2022, 5, 1)))


def test_an_empty_table_has_no_successions() -> None:
    assert load_successions("") == {}


def test_the_table_of_the_package_is_whole() -> None:
    successions = load_successions()
    assert successions["信访条例"].new == "信访工作条例"
    assert all(entry.old != entry.new and entry.since.year > 1980 for entry in successions.values())


@pytest.mark.parametrize(
    "text",
    [
        "[[succession]\n",
        '[[succession]]\nold = "老办法"\nnew = "新办法"\n',
        '[[succession]]\nold = "老办法"\nnew = "新办法"\nsince = "2022-05-01"\n',
        '[[succession]]\nold = "老办法"\nnew = "新办法"\nsince = 2022-05-01T00:00:00\n',
        '[[succession]]\nold = "老办法"\nnew = "新办法"\nsince = 2022-05-01\nnote = "x"\n',
        "succession = 3\n",
    ],
)
def test_a_table_that_is_not_as_described_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(KnowledgeError, match=r"^the table of successions cannot be read: .+") as fault:
        load_successions(text)
    assert "\n" not in str(fault.value)
