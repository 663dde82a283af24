"""How far the hand-over of a shift has come."""

from dataclasses import dataclass

from bot.office.duty.handing import Handover
from bot.office.duty.shifts import Shift
from bot.office.people import Person
from bot.services.duty.handing import watch_after
from bot.storage import Connection, handovers, people


@dataclass(frozen=True, slots=True)
class Turnover:
    """A shift, its hand-over once there is a note, the shifts that come next, and the names of who gave and took."""

    shift: Shift
    handover: Handover | None
    after: tuple[Shift, ...]
    giver: str = ""
    taker: str = ""

    @property
    def is_given(self) -> bool:
        """Tell whether there is a note."""
        return self.handover is not None

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the watch was taken over."""
        return self.handover is not None and self.handover.confirmed_at is not None

    @property
    def successors(self) -> tuple[Person, ...]:
        """Return the officers who come next."""
        return tuple(shift.officer for shift in self.after)


def turnover_of(connection: Connection, shift: Shift) -> Turnover:
    """Return how far the hand-over of a shift has come."""
    handover, after = handovers.find(connection, shift.id), watch_after(connection, shift)
    if handover is None:
        return Turnover(shift, None, after)
    return Turnover(
        shift, handover, after, *(_name(connection, by) for by in (handover.given_by, handover.confirmed_by))
    )


def _name(connection: Connection, user_id: int | None) -> str:
    if user_id is None:
        return ""
    person = people.by_user(connection, user_id)
    return person.name if person else "管理员"
