"""The steps of a swap: each checks who takes it, changes the request and what follows from it, and tells people."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from bot import permissions
from bot.office import acts
from bot.office.acts import Actor
from bot.office.duty.shifts import Shift
from bot.office.duty.swapping import (
    STANDINGS,
    STEPS,
    Act,
    NotTheirs,
    Party,
    State,
    Step,
    Swap,
    SwapFault,
    check_undo,
    is_same_turn,
    overtaken,
    step,
)
from bot.office.people import Person
from bot.services.duty.planning import Planner
from bot.services.office import Office
from bot.services.swaps.asking import Choices, Turn, Wish, check_both
from bot.services.swaps.telling import Teller
from bot.storage import Connection, events, people, shifts, swaps
from bot.storage.audit import note_act
from bot.storage.events import Event

KIND = "swap"
UNKNOWN = "没有找到这条换班申请。"
OUTRUN = "这一步刚刚已有人办理。"
BY_ADMIN = "（管理员代）"


class SwapService:
    """Takes the steps of swaps, each in one transaction."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._choices = Choices(office)
        self._teller = Teller(office)
        self._planner = Planner(office)

    def find(self, swap_id: int) -> Swap | None:
        """Return a request by its number, or None."""
        with self._office.begin() as connection:
            return swaps.find(connection, swap_id)

    def open_of(self, turn: Turn) -> Swap | None:
        """Return the open request for a turn, or None."""
        with self._office.begin() as connection:
            return swaps.open_of(connection, turn.shift.id, turn.tier)

    def ask(self, wish: Wish) -> Swap:
        """Ask for a swap and return the request, or the one that is open already; raise SwapFault."""
        with self._office.begin() as connection:
            found = swaps.open_of(connection, wish.shift_id, wish.tier)
            if found is not None and overtaken(found, self._office.now()) is None:
                return found
            if found is not None:
                self._overtake(connection, found)
            return self._ask(connection, wish)

    def take(self, swap_id: int, act: Act, user_id: int, *, chat_id: int | None = None) -> Swap:
        """Take a step for whoever pressed, and return the request as it is then; raise SwapFault."""
        with self._office.begin() as connection:
            swap = swaps.find(connection, swap_id)
            if swap is None:
                raise SwapFault(UNKNOWN)
            ended = self._overtake(connection, swap)
            if ended is None:
                return self._take(connection, swap, act, Actor(user_id, chat_id))
        raise SwapFault(f"{STANDINGS[ended.state]}。")

    def tidy(self) -> None:
        """End the open requests that time or the roster has overtaken."""
        with self._office.begin() as connection:
            found = swaps.all_open(connection)
        for swap in found:
            # Someone took a step at the same moment: then there is nothing to end.
            with suppress(SwapFault), self._office.begin() as connection:
                self._overtake(connection, swap)

    def approver(self, swap: Swap) -> Person | None:
        """Return who approves a swap, None for the administrators."""
        return self._teller.approver(swap)

    def is_asked(self, person: Person | None, chat_id: int) -> bool:
        """Tell whether a chat is where someone, or None for the administrators, is asked."""
        return self._teller.questions.is_asked([person] if person else [], chat_id)

    def acts(self, swap: Swap, user_id: int) -> dict[Act, bool]:
        """Return the steps that an account can take now, and of each whether that is in another's stead."""
        with self._office.begin() as connection:
            parties = self._parties(connection, swap, user_id)
        own = parties - {Party.ADMIN}
        return {
            act: not found.by & own
            for (state, act), found in STEPS.items()
            if state is swap.state and found.by & parties
        }

    def doer(self, swap: Swap) -> str:
        """Return the name of whoever took the last step, with a remark when it was for another."""
        last, person = self._last_step(swap)
        name = person.name if person else "管理员" if last.actor_id else ""
        return name + (BY_ADMIN if last.what.endswith(BY_ADMIN) and person else "")

    def stand_in(self, swap: Swap) -> str:
        """Return the remark that the last step was taken for another, and by whom, or ""."""
        last, person = self._last_step(swap)
        return f"（管理员{person.name if person else ''}代）" if last.what.endswith(BY_ADMIN) else ""

    def _last_step(self, swap: Swap) -> tuple[Event, Person | None]:
        with self._office.begin() as connection:
            last = events.noted(connection, KIND, swap.id)[-1]
            return last, people.by_user(connection, last.actor_id) if last.actor_id else None

    def _ask(self, connection: Connection, wish: Wish) -> Swap:
        swap = self._choices.swap(connection, wish)
        self._choices.check_asker(swap.giver, wish.asked_by)
        swap_id = swaps.add(connection, swap)
        if swap_id is None:
            raise SwapFault(OUTRUN)
        kept = replace(swap, id=swap_id)
        remark = "" if wish.asked_by == swap.giver.user_id else BY_ADMIN
        self._note(connection, kept, f"申请{remark}", wish.asked_by)
        self._teller.ask_taker(connection, kept)
        return kept

    def _take(self, connection: Connection, swap: Swap, act: Act, by: Actor) -> Swap:
        parties = self._parties(connection, swap, by.user_id)
        try:
            found = step(swap, act, parties)
        except NotTheirs as fault:
            raise SwapFault(self._who_may(swap, fault)) from fault
        if act is Act.APPROVE:
            check_both(connection, self._office, swap)
        if act is Act.UNDO:
            check_undo(swap, self._now)
        moved = self._move(connection, swap, found)
        self._record(connection, moved, act, by, is_own=bool(found.by & parties - {Party.ADMIN}))
        if act in (Act.APPROVE, Act.UNDO):
            moved = self._exchange(connection, moved)
        if moved.state is State.AGREED:
            self._teller.ask_approver(connection, moved)
        self._teller.tell(connection, moved)
        return moved

    def _record(self, connection: Connection, swap: Swap, act: Act, by: Actor, *, is_own: bool) -> None:
        self._note(connection, swap, act + ("" if is_own else BY_ADMIN), by.user_id)
        if act is Act.APPROVE or not is_own:
            done = acts.Act.APPROVE_SWAP if act is Act.APPROVE else acts.Act.STAND_IN_SWAP
            note_act(connection, done, by=by, at=self._now, subject=swap.id)

    def _who_may(self, swap: Swap, fault: NotTheirs) -> str:
        approver = self._teller.approver(swap)
        named = {Party.GIVER: swap.giver, Party.TAKER: swap.taker, Party.APPROVER: approver}
        names = "、".join(person.name for party, person in named.items() if person and party in fault.by)
        return f"这一步请由{names}办理，管理员可以代办。" if names else "这一步请由管理员办理。"

    def _overtake(self, connection: Connection, swap: Swap) -> Swap | None:
        """Let time or the roster end a request; return it as it is then, or None when it goes on."""
        act = overtaken(swap, self._now)
        if act is None:
            return None
        moved = self._move(connection, swap, step(swap, act, [Party.CLOCK]))
        self._note(connection, moved, act, None)
        self._teller.tell(connection, moved)
        return moved

    def _move(self, connection: Connection, swap: Swap, found: Step) -> Swap:
        if not swaps.move(connection, swap, found.to, self._now):
            raise SwapFault(OUTRUN)
        return replace(swap, state=found.to)

    def _exchange(self, connection: Connection, swap: Swap) -> Swap:
        """Give each of the two the turn of the other, and bring the reminders in line; return the swap with both."""
        for shift, giver, taker in swap.moves:
            before, after = (giver, taker) if swap.state is State.DONE else (taker, giver)
            for each in self._watch(connection, shift, swap, before):
                shifts.assign(connection, each.id, swap.tier, after.id)
                self._planner.replan(connection, each.id)
        found = swaps.find(connection, swap.id)
        assert found is not None
        return found

    def _watch(self, connection: Connection, shift: Shift, swap: Swap, person: Person) -> list[Shift]:
        """Return the shifts that are one turn of someone: several where they lead several officers."""
        at_once = shifts.between(connection, shift.start, shift.end)
        held = [each for each in at_once if is_same_turn(each, shift) and each.person(swap.tier).id == person.id]
        if not held:
            # Someone changed the roster between the look at it and this step.
            raise SwapFault(f"{STANDINGS[State.VOID]}。")
        return held

    def _parties(self, connection: Connection, swap: Swap, user_id: int) -> frozenset[Party]:
        person = people.by_user(connection, user_id)
        stands_in = permissions.may(self._office.role_in(connection, user_id), permissions.Act.STAND_IN)
        approver = self._teller.approver(swap)
        named = {Party.GIVER: swap.giver, Party.TAKER: swap.taker, Party.APPROVER: approver}
        parties = {party for party, other in named.items() if person and other and person.id == other.id}
        if stands_in and approver is None:
            parties.add(Party.APPROVER)
        return frozenset(parties | ({Party.ADMIN} if stands_in else set()))

    def _note(self, connection: Connection, swap: Swap, what: str, user_id: int | None) -> None:
        events.note(connection, Event(self._now, KIND, swap.id, what, user_id))

    @property
    def _now(self) -> datetime:
        return self._office.now()
