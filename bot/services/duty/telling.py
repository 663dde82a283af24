"""Changes that come after people were told of a shift, and before it begins: everybody who was told hears again."""

from bot.office.duty.shifts import Shift
from bot.office.duty.wording import when
from bot.services.duty.audience import Audience, accounts_of
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

    def tell(self, connection: Connection, changes: Changes) -> None:
        """Tell of what changed too late to be in the message of the evening before."""
        for shift in changes.added:
            self._tell(connection, CHANGED, shift, shift)
        for before, after in changes.changed:
            self._tell(connection, CHANGED, before, after)
        for shift in changes.removed:
            self._tell(connection, CANCELLED, shift, shift)

    def _tell(self, connection: Connection, heading: str, before: Shift, after: Shift) -> None:
        now = self._office.now()
        if not (min(map(self._planner.eve, (before, after))) <= now < max(before.start, after.start)):
            return
        people = (before.officer, before.leader, after.officer, after.leader)
        chats = (*accounts_of(people), *self._audience.groups(connection))
        text = "\n".join([f"{heading}：{when(after, self._office.zone)}", *people_lines(after)])
        notify(connection, key_of(before.id, f"changed:{now:%Y%m%d%H%M%S%f}"), text, chats=chats, now=now)
