"""Swaps of turns: the way of a request, who may take which step of it, and what stands in its way. Pure.

A request goes from the giver to the taker and from the taker to whoever approves; approved, it is the roster until it
is undone. ``STEPS`` is all of that way. Nobody takes a turn beside another one of theirs or on leave: an absence is
not overridden, it is changed by whoever keeps the absences.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.office.duty.shifts import Shift, Tier
from bot.office.duty.turns import Absence
from bot.office.duty.wording import short_date
from bot.office.errors import OfficeError
from bot.office.people import Person


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    AGREED = "agreed"
    DONE = "done"
    DECLINED = "declined"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    UNDONE = "undone"
    LAPSED = "lapsed"
    VOID = "void"


OPEN = (State.ASKED, State.AGREED)
# What people read of a state.
STANDINGS = {
    State.ASKED: "等待对方同意",
    State.AGREED: "对方已同意，等待批准",
    State.DONE: "已批准，值班表已调整",
    State.DECLINED: "对方不同意",
    State.REFUSED: "未获批准",
    State.CANCELLED: "申请已取消",
    State.UNDONE: "换班已撤销",
    State.LAPSED: "班次已经开始，申请已失效",
    State.VOID: "值班表已另有调整，申请已作废",
}


class Act(StrEnum):
    """A step; the values are what people read."""

    AGREE = "同意"
    DECLINE = "不同意"
    APPROVE = "批准"
    REFUSE = "不批准"
    CANCEL = "取消申请"
    UNDO = "撤销换班"
    LAPSE = "失效"
    VOID = "作废"


class Party(StrEnum):
    """What someone is to a request; the values are what people read."""

    GIVER = "申请人"
    TAKER = "接班人"
    APPROVER = "批准人"
    ADMIN = "管理员"
    CLOCK = "系统"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step leads, and who may take it."""

    to: State
    by: frozenset[Party]


def _step(to: State, *by: Party) -> Step:
    return Step(to, frozenset(by))


# Administrators may stand in for people who cannot press for themselves.
STEPS: Mapping[tuple[State, Act], Step] = {
    (State.ASKED, Act.AGREE): _step(State.AGREED, Party.TAKER, Party.ADMIN),
    (State.ASKED, Act.DECLINE): _step(State.DECLINED, Party.TAKER, Party.ADMIN),
    (State.AGREED, Act.APPROVE): _step(State.DONE, Party.APPROVER, Party.ADMIN),
    (State.AGREED, Act.REFUSE): _step(State.REFUSED, Party.APPROVER, Party.ADMIN),
    (State.DONE, Act.UNDO): _step(State.UNDONE, Party.GIVER, Party.APPROVER, Party.ADMIN),
    **{(state, Act.CANCEL): _step(State.CANCELLED, Party.GIVER, Party.ADMIN) for state in OPEN},
    **{(state, Act.LAPSE): _step(State.LAPSED, Party.CLOCK) for state in OPEN},
    **{(state, Act.VOID): _step(State.VOID, Party.CLOCK) for state in OPEN},
}


class SwapFault(OfficeError):
    """A swap that cannot be asked for or a step that cannot be taken."""


class NotTheirs(SwapFault):
    """A step that others take; ``by`` are who may."""

    def __init__(self, by: frozenset[Party]) -> None:
        super().__init__(f"这一步请由{'、'.join(party for party in Party if party in by)}办理。")
        self.by = by


@dataclass(frozen=True, slots=True)
class Swap:
    """A request: the giver's turn goes to the taker, ``in_return`` of theirs comes back; ``id`` is 0 until kept."""

    shift: Shift
    in_return: Shift | None
    tier: Tier
    giver: Person
    taker: Person
    chat_id: int
    asked_by: int
    asked_at: datetime
    state: State = State.ASKED
    id: int = 0

    @property
    def moves(self) -> tuple[tuple[Shift, Person, Person], ...]:
        """Return each shift that changes, whose it is before and whose after, the earlier shift first."""
        there = (self.shift, self.giver, self.taker)
        back = () if self.in_return is None else ((self.in_return, self.taker, self.giver),)
        return tuple(sorted((there, *back), key=lambda move: move[0].start))

    @property
    def starts_at(self) -> datetime:
        """Return when the first of the shifts begins, which ends everything that can be done."""
        return self.moves[0][0].start

    def is_held(self, *, swapped: bool) -> bool:
        """Tell whether the shifts are with the two of them, as before the swap or as after it."""
        return all(
            shift.person(self.tier).id == (after if swapped else before).id for shift, before, after in self.moves
        )


def step(swap: Swap, act: Act, parties: Iterable[Party]) -> Step:
    """Return the step that someone takes; raise SwapFault when it is not the time, NotTheirs."""
    found = STEPS.get((swap.state, act))
    if found is None:
        raise SwapFault(f"不能再{act}：{STANDINGS[swap.state]}。")
    if not found.by & frozenset(parties):
        raise NotTheirs(found.by)
    return found


def overtaken(swap: Swap, now: datetime) -> Act | None:
    """Return the step that time or the roster takes with an open request: it lapses, or it is void."""
    if swap.state not in OPEN:
        return None
    if now >= swap.starts_at:
        return Act.LAPSE
    return None if swap.is_held(swapped=False) else Act.VOID


def check_undo(swap: Swap, now: datetime) -> None:
    """Raise SwapFault when a swap that was made cannot be taken back any more."""
    if now >= swap.starts_at:
        raise SwapFault("班次已经开始，不能撤销。")
    if not swap.is_held(swapped=True):
        raise SwapFault("值班表已另有调整，不能撤销。")


def is_same_turn(shift: Shift, other: Shift) -> bool:
    """Tell whether two shifts are at one time: who leads both has one turn."""
    return (shift.start, shift.end) == (other.start, other.end)


@dataclass(frozen=True, slots=True)
class Taking:
    """Someone about to take a shift, and the one of theirs that they give away for it."""

    person: Person
    shift: Shift
    giving: Shift | None = None


def check_taking(taking: Taking, *, roster: Iterable[Shift], absences: Iterable[Absence], zone: ZoneInfo) -> None:
    """Raise SwapFault when someone is on duty at the time already, or away on the day."""
    person, shift = taking.person, taking.shift
    other = next((each for each in roster if _collides(each, taking)), None)
    if other is not None:
        raise SwapFault(f"{person.name}{short_date(other, zone)}已有值班，时间冲突，请另选。")
    day = shift.day(zone)
    if any(each.person_id == person.id and each.first <= day <= each.last for each in absences):
        raise SwapFault(f"{person.name}{short_date(shift, zone)}不能值班（已登记不排班），请另选。")


def _collides(shift: Shift, taking: Taking) -> bool:
    """Tell whether a shift is one that someone has, keeps, and cannot have beside the one that they take."""
    if taking.person.id not in (shift.officer.id, shift.leader.id):
        return False
    if taking.giving is not None and is_same_turn(shift, taking.giving):
        return False
    return shift.start < taking.shift.end and taking.shift.start < shift.end
