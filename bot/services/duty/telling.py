"""Changes that come after people were told of a shift: everybody who was told hears again."""

from collections.abc import Iterable

from bot.office.duty.shifts import Shift
from bot.office.duty.wording import when
from bot.services.duty.audience import Audience, accounts_of
from bot.services.duty.chain import Chain
from bot.services.duty.changes import Changes
from bot.services.duty.planning import Planner, key_of
from bot.services.duty.words import people_lines
from bot.services.office import Office
from bot.storage import Connection
from bot.storage.reminders import notify

CHANGED = "⚠️ 值班安排有调整"
CANCELLED = "⚠️ 值班班次已取消"


class Teller:
    """Tells of changes that the evening's message knew nothing of."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._planner = Planner(office)
        self._audience = Audience(office)
        self._chain = Chain(office)

    def tell(self, connection: Connection, changes: Changes) -> None:
        """Tell of what changed too late to be in the message of the evening before."""
        for shift in changes.added:
            self._tell(connection, CHANGED, shift, shift)
        for before, after in changes.changed:
            self._tell(connection, CHANGED, before, after)
        for shift in changes.removed:
            self._tell(connection, CANCELLED, shift, shift)
        for before, after in changes.relieved:
            self._relieve(connection, before, after)
        for shift in (*changes.added, *(after for _, after in changes.relieved)):
            self._planner.start_now(connection, shift)

    def _tell(self, connection: Connection, heading: str, before: Shift, after: Shift) -> None:
        if min(map(self._planner.eve, (before, after))) <= self._office.now() < max(before.start, after.start):
            people = (before.officer, before.leader, after.officer, after.leader)
            chats = (*accounts_of(people), *self._audience.groups(connection))
            self._notify(connection, heading, after, chats)

    def _relieve(self, connection: Connection, before: Shift, after: Shift) -> None:
        """Tell who has a shift no more that is on; all others hear by being asked for 收到 anew."""
        self._chain.stop(connection, before)
        staying = accounts_of((after.officer, after.leader))
        leaving = [each for each in accounts_of((before.officer, before.leader)) if each not in staying]
        self._notify(connection, CHANGED, after, leaving)

    def _notify(self, connection: Connection, heading: str, shift: Shift, chats: Iterable[int]) -> None:
        now = self._office.now()
        text = "\n".join([f"{heading}：{when(shift, self._office.zone)}", *people_lines(shift)])
        notify(connection, key_of(shift.id, f"changed:{now:%Y%m%d%H%M%S%f}"), text, chats=chats, now=now)
