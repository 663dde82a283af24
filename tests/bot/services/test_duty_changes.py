"""What a new roster changes of the kept one, and what about it should be looked at again."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.duty.shifts import Shift
from bot.office.duty.turns import Absence, turns
from bot.office.people import Person
from bot.services.duty.changes import compare
from bot.services.duty.doubts import doubts

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 2, 9, tzinfo=ZONE)
PEOPLE = {name: Person(number, name) for number, name in enumerate("张李王赵钱", 1)}
NUMBERS = {"added": 0, "changed": 0, "unchanged": 0, "removed": 0, "begun": 0, "relieved": 0}


def shift(officer: str, leader: str = "赵", *, day: int = 0, hours: str = "08-08", number: int = 0) -> Shift:
    first, last = (int(hour) for hour in hours.split("-"))
    start = datetime.combine(DAY + timedelta(days=day), time(first), ZONE)
    end = start.replace(hour=last) + timedelta(days=last <= first)
    return Shift(start, end, PEOPLE[officer], PEOPLE[leader], number)


def counts(kept: list[Shift], wanted: list[Shift], now: datetime = NOW) -> dict[str, int]:
    changes = compare(kept, wanted, now=now, zone=ZONE)
    found = {name: len(getattr(changes, name)) for name in NUMBERS}
    return {name: count for name, count in found.items() if count}


KEPT = shift("张", number=7)
WHITE, NIGHT = shift("张", hours="08-17", number=8), shift("李", hours="17-08", number=9)


@pytest.mark.parametrize(
    ("kept", "wanted", "expected"),
    [
        ([], [shift("张")], {"added": 1}),
        ([KEPT], [shift("张")], {"unchanged": 1}),
        ([KEPT], [shift("李")], {"changed": 1}),
        ([KEPT], [shift("张", "钱")], {"changed": 1}),
        ([KEPT], [shift("张", hours="09-09")], {"changed": 1}),
        ([KEPT], [shift("张"), shift("李")], {"unchanged": 1, "added": 1}),
        ([KEPT], [shift("张", hours="08-17"), shift("李", hours="17-08")], {"changed": 1, "added": 1}),
        ([WHITE, NIGHT], [shift("张")], {"changed": 1, "removed": 1}),
        ([WHITE, NIGHT], [shift("王", hours="17-08"), shift("张", hours="08-17")], {"changed": 1, "unchanged": 1}),
        # Days that the new roster does not name stay as they are.
        ([KEPT, shift("李", day=1, number=8)], [shift("张")], {"unchanged": 1}),
    ],
)
def test_a_roster_changes_what_differs(kept: list[Shift], wanted: list[Shift], expected: dict[str, int]) -> None:
    assert counts(kept, wanted) == expected


def test_a_changed_shift_keeps_its_number() -> None:
    changes = compare([WHITE, NIGHT], [shift("王", hours="17-08")], now=NOW, zone=ZONE)
    ((before, after),) = changes.changed
    assert (before, after.id, after.officer.name) == (NIGHT, 9, "王")
    assert changes.removed == (WHITE,)


@pytest.mark.parametrize(
    ("kept", "wanted", "expected"),
    [
        ([KEPT], [shift("李")], {"relieved": 1}),
        ([KEPT], [shift("张", "钱")], {"relieved": 1}),
        ([KEPT], [shift("张")], {"unchanged": 1}),
        ([KEPT], [shift("张"), shift("李")], {"unchanged": 1, "begun": 1}),
        ([KEPT], [shift("李"), shift("王")], {"relieved": 1, "begun": 1}),
        ([KEPT], [shift("张", hours="07-07")], {"begun": 1}),
        ([KEPT], [shift("李", hours="17-08")], {"added": 1}),
        ([], [shift("李")], {"added": 1}),
        ([WHITE, NIGHT], [shift("李", hours="08-17"), shift("王", hours="17-08")], {"relieved": 1, "changed": 1}),
    ],
)
def test_of_a_shift_that_is_on_only_the_people_change(
    kept: list[Shift], wanted: list[Shift], expected: dict[str, int]
) -> None:
    assert counts(kept, wanted, now=KEPT.start + timedelta(hours=1)) == expected


@pytest.mark.parametrize(
    ("kept", "wanted", "expected"),
    [
        ([KEPT], [shift("李")], {"begun": 1}),
        ([KEPT], [shift("张")], {"unchanged": 1}),
        ([], [shift("李")], {"added": 1}),
    ],
)
def test_what_is_over_is_not_changed(kept: list[Shift], wanted: list[Shift], expected: dict[str, int]) -> None:
    assert counts(kept, wanted, now=KEPT.end) == expected


rosters = st.lists(
    st.builds(
        shift,
        st.sampled_from("张李王"),
        st.sampled_from("赵钱"),
        day=st.integers(0, 2),
        hours=st.sampled_from(["08-08", "08-17", "17-08"]),
    ),
    max_size=6,
    unique=True,
)


@given(rosters, rosters, st.integers(-24, 96))
def test_every_shift_has_one_fate(kept: list[Shift], wanted: list[Shift], hours: int) -> None:
    changes = compare(kept, wanted, now=KEPT.start + timedelta(hours=hours), zone=ZONE)
    stays = len(changes.changed) + len(changes.relieved) + len(changes.unchanged)
    assert len(changes.added) + stays + len(changes.begun) == len(wanted)
    days = {each.day(ZONE) for each in wanted}
    assert stays + len(changes.removed) <= sum(each.day(ZONE) in days for each in kept)


@pytest.mark.parametrize(
    ("roster", "absences", "lines"),
    [
        ([shift("张"), shift("李", day=1)], [], []),
        ([shift("张", "张")], [], ["张同时担任值班员和带班领导"]),
        ([shift("张"), shift("李", day=2)], [], ["没有3月4日的安排，原有安排保留"]),
        ([shift("张"), shift("李", day=5)], [], ["没有3月4日至3月7日的安排，原有安排保留"]),
        ([shift("张")], [Absence(1, DAY, DAY)], ["张3月3日登记为不排班"]),
        ([shift("张")], [Absence(2, DAY, DAY)], []),
    ],
)
def test_what_looks_wrong_is_pointed_out(roster: list[Shift], absences: list[Absence], lines: list[str]) -> None:
    assert list(doubts(roster, turns(roster, ZONE), absences)) == lines
