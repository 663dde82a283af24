"""How turns are shared out: by lists, by kinds of days, fairly, around leave and never two days running."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from itertools import cycle, islice, pairwise, product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.calendar import Calendar, DayKind, SpecialDay
from bot.office.duty.rotation import Rotation, rotate
from bot.office.duty.shifts import Hours, Shift, Tier
from bot.office.duty.turns import Absence, Turn, turns
from bot.office.errors import NobodyAvailable, YearUnknown
from bot.office.people import Person
from bot.office.published import published_years

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(published_years())
HOURS = Hours(time(8, 30), time(8, 30))
DAY = timedelta(days=1)
JUNE, END_OF_JUNE = date(2026, 6, 1), date(2026, 6, 30)
MONDAY = date(2026, 6, 8)

Lists = Mapping[Tier, Mapping[DayKind, Sequence[Person]]]


def people(names: str, first_id: int = 1) -> list[Person]:
    return [Person(number, name) for number, name in enumerate(names, first_id)]


OFFICERS = people("甲乙丙丁")
LEADERS = people("子丑寅", 101)
PLAIN: Lists = {Tier.OFFICER: {DayKind.WORKING: OFFICERS}, Tier.LEADER: {DayKind.WORKING: LEADERS}}


def shared(
    first: date = MONDAY,
    last: date = MONDAY + 6 * DAY,
    *,
    lists: Lists = PLAIN,
    past: Sequence[Turn] = (),
    absences: Sequence[Absence] = (),
) -> Rotation:
    return rotate(first, last, calendar=CALENDAR, lists=lists, past=past, absences=absences, hours=HOURS, zone=ZONE)


def officers(rotation: Rotation) -> str:
    return "".join(shift.officer.name for shift in rotation.shifts)


def leaders(rotation: Rotation) -> str:
    return "".join(shift.leader.name for shift in rotation.shifts)


def had(person: Person, *days: date, tier: Tier = Tier.OFFICER) -> list[Turn]:
    return [Turn(person.id, tier, day) for day in days]


def with_lists(working: str, weekend: str = "", holiday: str = "") -> Lists:
    everybody = {person.name: person for person in people(sorted_names(working + weekend + holiday))}
    kinds = zip(DayKind, (working, weekend, holiday), strict=True)
    return {
        Tier.OFFICER: {kind: [everybody[name] for name in names] for kind, names in kinds},
        Tier.LEADER: {DayKind.WORKING: LEADERS},
    }


def sorted_names(names: str) -> str:
    return "".join(dict.fromkeys(names))


def test_with_nobody_away_a_list_goes_round_in_its_order() -> None:
    rotation = shared()
    assert officers(rotation) == "甲乙丙丁甲乙丙"
    assert leaders(rotation) == "子丑寅子丑寅子"


def test_the_round_goes_on_where_the_past_ended() -> None:
    whole = shared(MONDAY, MONDAY + 13 * DAY)
    begun = shared(MONDAY, MONDAY + 4 * DAY)
    rest = shared(MONDAY + 5 * DAY, MONDAY + 13 * DAY, past=turns(begun.shifts, ZONE))
    assert begun.shifts + rest.shifts == whole.shifts


def test_each_kind_of_day_has_a_round_of_its_own() -> None:
    # 19 to 21 June 2026 are 端午节; the week before and after have ordinary weekends.
    rotation = shared(JUNE, END_OF_JUNE, lists=with_lists("甲乙丙丁", "戊己庚", "辛壬"))
    by_kind = {kind: "" for kind in DayKind}
    for shift in rotation.shifts:
        by_kind[CALENDAR.kind(shift.day(ZONE))] += shift.officer.name
    assert by_kind == {
        DayKind.WORKING: "甲乙丙丁" * 5 + "甲",
        DayKind.WEEKEND: "戊己庚戊己庚",
        DayKind.HOLIDAY: "辛壬辛",
    }


@pytest.mark.parametrize(
    ("lists", "day", "names", "remark"),
    [
        (with_lists("甲乙", "丙丁"), date(2026, 6, 19), "丙丁丙", "值班员没有节假日名单，按周末名单轮排"),
        (with_lists("甲乙"), date(2026, 6, 13), "甲乙", "值班员没有周末名单，按工作日名单轮排"),
        (with_lists("甲乙"), date(2026, 6, 19), "甲乙甲", "值班员没有节假日名单，按工作日名单轮排"),
    ],
)
def test_an_empty_list_is_served_from_the_next(lists: Lists, day: date, names: str, remark: str) -> None:
    rotation = shared(day, day + (len(names) - 1) * DAY, lists=lists)
    assert officers(rotation) == names
    assert remark in rotation.remarks


def test_who_is_away_is_passed_over_and_makes_up_for_it() -> None:
    away = Absence(OFFICERS[0].id, MONDAY, MONDAY + DAY)
    assert officers(shared(MONDAY, MONDAY + 9 * DAY, absences=[away])) == "乙丙甲丁乙丙甲丁乙丙"


def test_a_long_leave_is_made_up_for_without_two_days_running() -> None:
    away = Absence(OFFICERS[0].id, MONDAY, MONDAY + 5 * DAY)
    names = officers(shared(MONDAY, MONDAY + 11 * DAY, absences=[away]))
    assert names == "乙丙丁乙丙丁甲乙甲丙丁甲"


def test_someone_new_begins_with_as_many_turns_as_the_others_have() -> None:
    past = [turn for person in OFFICERS[:3] for turn in had(person, *(JUNE - number * DAY for number in range(60, 70)))]
    assert officers(shared(past=past, last=MONDAY + 7 * DAY)).count("丁") == 2


def test_who_was_away_before_is_not_new() -> None:
    past = [turn for person in OFFICERS[:3] for turn in had(person, MONDAY - 8 * DAY, MONDAY - 9 * DAY)]
    away = Absence(OFFICERS[3].id, MONDAY - 30 * DAY, MONDAY - 2 * DAY)
    assert officers(shared(past=past, absences=[away], last=MONDAY + 3 * DAY)) == "丁甲丁乙"


def test_in_a_first_round_that_is_not_over_nobody_is_new() -> None:
    past = [*had(OFFICERS[0], MONDAY - 3 * DAY), *had(OFFICERS[1], MONDAY - 2 * DAY)]
    assert officers(shared(past=past, last=MONDAY + 4 * DAY)) == "丙丁甲乙丙"


def test_nobody_has_two_days_running_in_different_tiers() -> None:
    lists = {Tier.OFFICER: {DayKind.WORKING: OFFICERS}, Tier.LEADER: {DayKind.WORKING: [*OFFICERS[:2], *LEADERS]}}
    for before, after in pairwise(shared(JUNE, END_OF_JUNE, lists=lists).shifts):
        assert not {before.officer, before.leader} & {after.officer, after.leader}


def test_where_the_list_has_nobody_else_two_days_running_are_said() -> None:
    rotation = shared(last=MONDAY + DAY, lists={**PLAIN, Tier.OFFICER: {DayKind.WORKING: OFFICERS[:1]}})
    assert officers(rotation) == "甲甲"
    assert rotation.remarks == ("6月9日甲连续值班，没有其他人可以安排",)


@pytest.mark.parametrize("size", [3, 5, 7, 12])
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_over_a_year_the_same_people_on_all_lists_stay_within_a_turn(year: int, size: int) -> None:
    everybody = dict.fromkeys(DayKind, people("甲乙丙丁戊己庚辛壬癸天地"[:size]))
    rotation = shared(date(year, 1, 1), date(year, 12, 31), lists={**PLAIN, Tier.OFFICER: everybody})
    for kind in DayKind:
        counts = Counter(each.officer.name for each in rotation.shifts if CALENDAR.kind(each.day(ZONE)) is kind)
        assert len(counts) == size
        assert max(counts.values()) - min(counts.values()) <= 1


def test_one_person_never_has_both_tiers() -> None:
    same = {tier: {DayKind.WORKING: OFFICERS[:2]} for tier in Tier}
    assert all(shift.officer != shift.leader for shift in shared(lists=same).shifts)


@pytest.mark.parametrize(
    ("lists", "absences", "tier", "day"),
    [
        ({**PLAIN, Tier.LEADER: {}}, [], Tier.LEADER, MONDAY),
        ({Tier.LEADER: PLAIN[Tier.LEADER]}, [], Tier.OFFICER, MONDAY),
        (
            PLAIN,
            [Absence(leader.id, MONDAY + 2 * DAY, MONDAY + 3 * DAY) for leader in LEADERS],
            Tier.LEADER,
            MONDAY + 2 * DAY,
        ),
        ({tier: {DayKind.WORKING: OFFICERS[:1]} for tier in Tier}, [], Tier.OFFICER, MONDAY),
    ],
)
def test_a_day_that_nobody_can_take_is_named_with_its_tier(
    lists: Lists, absences: list[Absence], tier: Tier, day: date
) -> None:
    with pytest.raises(NobodyAvailable, match=f"2026年6月{day.day}日没有可以安排的{tier}") as caught:
        shared(lists=lists, absences=absences)
    assert (caught.value.day, caught.value.tier) == (day, tier)


def test_a_year_that_is_not_known_is_not_guessed() -> None:
    with pytest.raises(YearUnknown):
        shared(date(2099, 12, 1), date(2099, 12, 2))


def test_a_leader_of_two_officers_at_one_time_has_one_turn() -> None:
    start, end = HOURS.on(MONDAY, ZONE)
    both = [Shift(start, end, officer, LEADERS[0]) for officer in OFFICERS[:2]]
    assert Counter(turn.person_id for turn in turns(both, ZONE)) == {1: 1, 2: 1, 101: 1}


# Properties, over made-up offices in a year with a holiday of a week.
HOLIDAY = [SpecialDay(date(2026, 5, 4) + count * DAY, False, "劳动节") for count in range(5)]
MADE_UP = Calendar({2026: [*HOLIDAY, SpecialDay(date(2026, 5, 9), True, "劳动节")]})
FIRST = date(2026, 4, 20)

sizes = st.tuples(*[st.integers(2, 6)] * len(Tier) * len(DayKind))
lengths = st.integers(1, 60)
absences = st.lists(
    st.builds(
        lambda person, start, length: Absence(person, FIRST + start * DAY, FIRST + (start + length) * DAY),
        st.integers(1, 36),
        st.integers(-5, 60),
        st.integers(0, 20),
    ),
    max_size=8,
)


def apart(sizes: Sequence[int]) -> Lists:
    """Return lists of such sizes that have nobody in common."""
    numbers = iter(range(1, 100))
    lists = iter([[Person(number, f"{number}号") for number in islice(numbers, size)] for size in sizes])
    return {tier: {kind: next(lists) for kind in DayKind} for tier in Tier}


def made_up(lists: Lists, length: int, absences: Sequence[Absence] = ()) -> tuple[Shift, ...]:
    """Return the shifts of so many days; none where somebody is missing."""
    last = FIRST + (length - 1) * DAY
    try:
        return rotate(
            FIRST, last, calendar=MADE_UP, lists=lists, past=(), absences=absences, hours=HOURS, zone=ZONE
        ).shifts
    except NobodyAvailable:
        return ()


def of_kind(shifts: Sequence[Shift], tier: Tier, kind: DayKind) -> list[int]:
    return [shift.person(tier).id for shift in shifts if MADE_UP.kind(shift.day(ZONE)) is kind]


@given(sizes, lengths, absences)
def test_every_day_has_both_tiers_once_and_shifts_meet(
    sizes: Sequence[int], length: int, absences: list[Absence]
) -> None:
    shifts = made_up(apart(sizes), length, absences)
    assert [shift.day(ZONE) for shift in shifts] in ([], [FIRST + count * DAY for count in range(length)])
    assert all(before.end == after.start for before, after in pairwise(shifts))


@given(sizes, lengths, absences)
def test_nobody_takes_a_turn_while_away(sizes: Sequence[int], length: int, absences: list[Absence]) -> None:
    for shift in made_up(apart(sizes), length, absences):
        on_duty = {shift.officer.id, shift.leader.id}
        assert not [
            each for each in absences if each.person_id in on_duty and each.first <= shift.day(ZONE) <= each.last
        ]


@given(sizes, lengths, absences)
def test_turns_of_those_who_are_never_away_differ_by_one_at_most(
    sizes: Sequence[int], length: int, absences: list[Absence]
) -> None:
    lists = apart(sizes)
    shifts = made_up(lists, length, absences)
    away = {absence.person_id for absence in absences}
    for tier, kind in product(Tier, DayKind):
        counts = Counter(of_kind(shifts, tier, kind))
        always = [counts[person.id] for person in lists[tier][kind] if person.id not in away]
        assert max(always, default=0) - min(always, default=0) <= 1


@given(sizes, lengths)
def test_only_its_own_days_move_a_list_on(sizes: Sequence[int], length: int) -> None:
    lists = apart(sizes)
    shifts = made_up(lists, length)
    for tier, kind in product(Tier, DayKind):
        served = of_kind(shifts, tier, kind)
        assert served == list(islice(cycle(person.id for person in lists[tier][kind]), len(served)))


@given(sizes, lengths, lengths, absences)
def test_more_days_change_none_before_them(
    sizes: Sequence[int], length: int, more: int, absences: list[Absence]
) -> None:
    longer = made_up(apart(sizes), length + more, absences)
    if longer:
        assert made_up(apart(sizes), length, absences) == longer[:length]


@given(st.integers(4, 9), lengths)
def test_one_list_for_all_days_lets_everybody_rest(size: int, length: int) -> None:
    everybody = [Person(number, f"{number}号") for number in range(1, size + 1)]
    shifts = made_up({tier: dict.fromkeys(DayKind, everybody) for tier in Tier}, length)
    assert all(
        not {before.officer, before.leader} & {after.officer, after.leader} for before, after in pairwise(shifts)
    )
