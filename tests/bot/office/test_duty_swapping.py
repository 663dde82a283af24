"""The way of a swap: every state with every step by everybody, and what stands in the way of taking a shift."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.duty.shifts import Shift, Tier
from bot.office.duty.swapping import (
    OPEN,
    STANDINGS,
    STEPS,
    Act,
    NotTheirs,
    Party,
    State,
    Swap,
    SwapFault,
    Taking,
    check_taking,
    check_undo,
    overtaken,
    step,
)
from bot.office.duty.turns import Absence
from bot.office.people import Person

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 3, 3)
WANG, LI, SUN, ZHAO = (Person(number, name) for number, name in enumerate("王李孙赵", 1))
NOW = datetime(2026, 3, 2, 9, tzinfo=ZONE)


def shift(day: int, officer: Person, leader: Person = ZHAO, *, hours: int = 24) -> Shift:
    start = datetime.combine(DAY + timedelta(days=day), time(8, 30), ZONE)
    return Shift(start, start + timedelta(hours=hours), officer, leader, day + 1)


SWAP = Swap(shift(0, WANG), shift(1, LI), Tier.OFFICER, WANG, LI, chat_id=1, asked_by=1, asked_at=NOW)
DONE = replace(SWAP, shift=shift(0, LI), in_return=shift(1, WANG), state=State.DONE)

states, acts, parties = st.sampled_from(State), st.sampled_from(Act), st.sets(st.sampled_from(Party))


@given(states, acts, parties)
def test_a_step_is_in_the_table_and_for_those_who_take_it(state: State, act: Act, people: set[Party]) -> None:
    found = STEPS.get((state, act))
    swap = replace(SWAP, state=state)
    if found and found.by & people:
        assert step(swap, act, people) == found
    else:
        with pytest.raises(SwapFault):
            step(swap, act, people)


@given(st.lists(st.tuples(acts, st.sampled_from(Party)), max_size=12))
def test_no_way_leads_past_the_taker_and_the_approver(way: list[tuple[Act, Party]]) -> None:
    swap, taken = SWAP, []
    for act, party in way:
        try:
            swap = replace(swap, state=step(swap, act, [party]).to)
        except SwapFault:
            continue
        taken.append((act, party))
    if swap.state in (State.DONE, State.UNDONE):
        assert taken[0][0] is Act.AGREE
        assert taken[0][1] in (Party.TAKER, Party.ADMIN)
        assert taken[1][0] is Act.APPROVE
        assert taken[1][1] in (Party.APPROVER, Party.ADMIN)
    if swap.state not in (*OPEN, State.DONE):
        assert not [act for act in Act if (swap.state, act) in STEPS]


def test_every_state_can_be_reached_and_is_called_something() -> None:
    assert {found.to for found in STEPS.values()} | {State.ASKED} == set(State) == set(STANDINGS)


def test_time_and_the_roster_end_every_open_request() -> None:
    for state, act in product(OPEN, (Act.LAPSE, Act.VOID)):
        assert STEPS[state, act].by == {Party.CLOCK}


def test_a_fault_names_who_may() -> None:
    with pytest.raises(NotTheirs, match="这一步请由接班人、管理员办理。") as caught:
        step(SWAP, Act.AGREE, [Party.GIVER])
    assert caught.value.by == {Party.TAKER, Party.ADMIN}


def test_the_earlier_shift_counts() -> None:
    back = replace(SWAP, shift=shift(4, WANG), in_return=shift(1, LI))
    assert back.starts_at == shift(1, LI).start
    assert [(moved.id, before.name, after.name) for moved, before, after in back.moves] == [
        (2, "李", "王"),
        (5, "王", "李"),
    ]


@pytest.mark.parametrize(
    ("swap", "now", "act"),
    [
        (SWAP, NOW, None),
        (SWAP, SWAP.starts_at - timedelta(seconds=1), None),
        (SWAP, SWAP.starts_at, Act.LAPSE),
        (replace(SWAP, shift=shift(0, SUN)), NOW, Act.VOID),
        (replace(SWAP, in_return=shift(1, SUN)), NOW, Act.VOID),
        (replace(SWAP, shift=shift(0, SUN)), SWAP.starts_at, Act.LAPSE),
        (replace(SWAP, shift=shift(0, SUN), state=State.DECLINED), SWAP.starts_at, None),
        (DONE, DONE.starts_at, None),
    ],
)
def test_an_open_request_lapses_or_is_void(swap: Swap, now: datetime, act: Act | None) -> None:
    assert overtaken(swap, now) is act


@pytest.mark.parametrize(
    ("swap", "now", "words"),
    [
        (DONE, NOW, ""),
        (DONE, DONE.starts_at, "班次已经开始"),
        (replace(DONE, in_return=shift(1, SUN)), NOW, "值班表已另有调整"),
        (replace(DONE, shift=shift(0, WANG)), NOW, "值班表已另有调整"),
    ],
)
def test_a_swap_is_undone_while_both_still_have_their_turns(swap: Swap, now: datetime, words: str) -> None:
    if words:
        with pytest.raises(SwapFault, match=words):
            check_undo(swap, now)
    else:
        check_undo(swap, now)


@pytest.mark.parametrize(
    ("taking", "roster", "absences", "words"),
    [
        (Taking(LI, shift(0, WANG)), [shift(0, WANG), shift(1, LI)], [], ""),
        (Taking(LI, shift(0, WANG)), [shift(0, WANG, LI)], [], "李3月3日（周二）已有值班"),
        (Taking(LI, shift(0, WANG)), [shift(0, LI, hours=1)], [], "时间冲突"),
        (Taking(LI, shift(0, WANG), giving=shift(0, LI)), [shift(0, LI)], [], ""),
        (Taking(LI, shift(0, WANG), giving=shift(1, LI)), [shift(0, LI, hours=1)], [], "时间冲突"),
        (Taking(LI, shift(0, WANG)), [], [Absence(LI.id, DAY, DAY)], "不能值班（已登记不排班）"),
        (Taking(LI, shift(0, WANG)), [], [Absence(SUN.id, DAY, DAY)], ""),
        (Taking(LI, shift(1, WANG)), [], [Absence(LI.id, DAY, DAY)], ""),
    ],
)
def test_nobody_takes_a_turn_beside_another_or_on_leave(
    taking: Taking, roster: list[Shift], absences: list[Absence], words: str
) -> None:
    if words:
        with pytest.raises(SwapFault, match=words):
            check_taking(taking, roster=roster, absences=absences, zone=ZONE)
    else:
        check_taking(taking, roster=roster, absences=absences, zone=ZONE)
