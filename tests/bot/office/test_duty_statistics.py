"""How duty is shared: what is counted as what, and that all of it adds up."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.calendar import Calendar
from bot.office.duty.shifts import Hours, Shift, Tier
from bot.office.duty.statistics import Statistics, Tally, count, is_night
from bot.office.errors import YearUnknown
from bot.office.people import Person
from bot.office.published import published_years

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(published_years())
WHOLE, DAYTIME = Hours(time(8, 30), time(8, 30)), Hours(time(8, 30), time(17, 30))
ZHANG, LI, WANG = (Person(number, name) for number, name in enumerate(("张三", "李四", "王五"), 1))
FIRST, LAST = date(2026, 9, 28), date(2026, 10, 11)  # with 国庆节 and a worked Saturday, 10 October


def shift(day: date, officer: Person = ZHANG, leader: Person = WANG, hours: Hours = WHOLE) -> Shift:
    return Shift(*hours.on(day, ZONE), officer, leader)


def counted(*shifts: Shift, people: dict[Tier, Sequence[Person]] | None = None) -> Statistics:
    return count(shifts, FIRST, LAST, calendar=CALENDAR, zone=ZONE, people=people or {})


def test_turns_are_counted_by_the_day_they_begin_on() -> None:
    days = ((9, 28), (10, 1), (10, 3), (10, 10), (10, 11))
    statistics = counted(*(shift(date(2026, month, day)) for month, day in days))
    (share,) = statistics.of(Tier.OFFICER)
    assert (share.person, share.tally) == (ZHANG, Tally(working=2, weekends=1, holidays=2, nights=5))
    assert share.tally.turns == 5


@pytest.mark.parametrize("outside", [FIRST - timedelta(1), LAST + timedelta(1)])
def test_shifts_outside_the_span_are_left_out(outside: date) -> None:
    assert counted(shift(outside)).shares == ()


def test_a_leader_of_two_officers_at_one_time_has_one_turn() -> None:
    statistics = counted(shift(FIRST, ZHANG), shift(FIRST, LI))
    assert statistics.total(Tier.OFFICER).turns == 2
    assert statistics.total(Tier.LEADER).turns == 1


def test_shares_are_sorted_and_people_without_a_turn_are_among_them() -> None:
    shifts = (shift(FIRST, LI), shift(FIRST + timedelta(1), LI), shift(FIRST + timedelta(2), ZHANG))
    statistics = counted(*shifts, people={Tier.OFFICER: [ZHANG, LI, WANG]})
    assert [(each.person, each.tally.turns) for each in statistics.of(Tier.OFFICER)] == [(LI, 2), (ZHANG, 1), (WANG, 0)]
    assert [share.tier for share in statistics.shares] == [Tier.OFFICER] * 3 + [Tier.LEADER]
    assert (statistics.spread(Tier.OFFICER), statistics.spread(Tier.LEADER)) == (2, 0)


def test_without_shifts_there_is_nothing_and_it_is_fair() -> None:
    assert counted().total(Tier.OFFICER) == Tally()
    assert counted().spread(Tier.OFFICER) == 0


def test_a_year_that_is_not_known_is_not_guessed() -> None:
    day = date(2099, 1, 1)
    with pytest.raises(YearUnknown):
        count([shift(day)], day, day, calendar=CALENDAR, zone=ZONE, people={})


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("12-01T08:30", "12-02T08:30", True),
        ("12-01T17:30", "12-02T08:30", True),
        ("12-01T18:00", "12-02T00:00", False),
        ("12-01T18:00", "12-02T00:01", True),
        ("12-01T06:00", "12-01T18:00", False),
        ("12-01T05:59", "12-01T18:00", True),
        ("12-01T08:30", "12-01T17:30", False),
    ],
)
def test_a_night_is_any_part_of_midnight_to_six(start: str, end: str, expected: bool) -> None:
    moments = (datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=ZONE) for moment in (start, end))
    # As they are kept, in UTC.
    began, ended = (moment.astimezone(ZoneInfo("UTC")) for moment in moments)
    assert is_night(began, ended, ZONE) is expected


shifts = st.lists(
    st.builds(
        shift,
        st.dates(FIRST, LAST),
        st.sampled_from([ZHANG, LI]),
        st.just(WANG),
        st.sampled_from([WHOLE, DAYTIME]),
    ),
    unique=True,
)


@given(shifts)
def test_shares_add_up_to_the_shifts(made: list[Shift]) -> None:
    statistics = counted(*made)
    assert statistics.total(Tier.OFFICER).turns == len(made)
    assert statistics.total(Tier.LEADER).turns == len({(each.start, each.end) for each in made})
    for share in statistics.shares:
        assert (
            share.tally.nights <= share.tally.turns == share.tally.working + share.tally.weekends + share.tally.holidays
        )


@given(shifts)
def test_the_order_of_shifts_does_not_matter(made: list[Shift]) -> None:
    assert counted(*made) == counted(*reversed(made))
