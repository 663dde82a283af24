"""Who is asked and who hears of a swap, as reminders, so that a crash loses none of it."""

from collections.abc import Iterable
from datetime import timedelta

from bot.office.duty.shifts import Tier
from bot.office.duty.swapping import State, Swap
from bot.office.people import Person
from bot.reminders.model import Kind, Occurrence, Reminder
from bot.services.duty.audience import Audience, accounts_of
from bot.services.duty.questions import Questions
from bot.services.office import Office
from bot.storage import Connection
from bot.storage.reminders import plan

NEWS_LASTS = timedelta(days=1)
# What the groups hear too, because the roster is another one now.
FOR_GROUPS = (State.DONE, State.UNDONE)


class Teller:
    """Plans the messages of a swap on the connection of whoever changes it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.questions = Questions(office)
        self._audience = Audience(office)

    def approver(self, swap: Swap) -> Person | None:
        """Return who approves: the shift's leader; for a leader's turn the director; None for the administrators."""
        person = self._office.director() if swap.tier is Tier.LEADER else swap.shift.leader
        return None if person is None or person.id in (swap.giver.id, swap.taker.id) else person

    def ask_taker(self, connection: Connection, swap: Swap) -> None:
        """Have the taker asked; that nobody answers in time is told when the first shift begins."""
        self._ask(connection, swap, Kind.SWAP_ASK, swap.taker)
        self._announce(connection, swap, State.LAPSED)

    def ask_approver(self, connection: Connection, swap: Swap) -> None:
        """Have whoever approves asked."""
        self._ask(connection, swap, Kind.SWAP_APPROVE, self.approver(swap))

    def tell(self, connection: Connection, swap: Swap) -> None:
        """Tell everybody concerned what became of a request; a lapse is planned from the beginning."""
        if swap.state is not State.LAPSED:
            self._announce(connection, swap, swap.state)

    def _ask(self, connection: Connection, swap: Swap, kind: Kind, person: Person | None) -> None:
        now, key = self._office.now(), f"swap:{swap.id}:{kind.removeprefix('swap_')}"
        asked = Occurrence(swap.id, now, swap.starts_at, ())
        wanted = self.questions.occurrences(connection, [person] if person else [], asked)
        plan(connection, Reminder(key, kind, swap.asked_by), wanted, now=now)

    def _announce(self, connection: Connection, swap: Swap, state: State) -> None:
        now = self._office.now()
        due_at = swap.starts_at if state is State.LAPSED else now
        chats = accounts_of(self._concerned(swap, state)) + self._others(connection, swap, state)
        news = Occurrence(swap.id, due_at, due_at + NEWS_LASTS, tuple(dict.fromkeys(chats)), state)
        plan(connection, Reminder(f"swap:{swap.id}:{state}", Kind.SWAP_NEWS, swap.asked_by), [news], now=now)

    def _concerned(self, swap: Swap, state: State) -> Iterable[Person | None]:
        if state is State.AGREED:
            return (swap.giver,)
        people = (swap.giver, swap.taker, self.approver(swap))
        if state in FOR_GROUPS:
            return (*people, *(person for shift, *_ in swap.moves for person in (shift.officer, shift.leader)))
        return people

    def _others(self, connection: Connection, swap: Swap, state: State) -> tuple[int, ...]:
        """Return who hears beside the people of the shifts: whoever asked for another, and the groups."""
        return (swap.asked_by, *(self._audience.groups(connection) if state in FOR_GROUPS else ()))
