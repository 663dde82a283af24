"""未办结 as whole steps: opened, listed, closed; nothing is closed that nobody closed."""

from bot.office.duty.handing import LONGEST_MATTER, Item, Matter, read_item
from bot.office.errors import OfficeError
from bot.permissions import Act
from bot.services.gates import check_registered, check_unmarked
from bot.services.office import Office
from bot.storage import Connection, events, handovers, shifts
from bot.storage.events import Event

KIND = "matter"


class MatterFault(OfficeError):
    """A matter that cannot be opened or closed."""


class MatterService:
    """Opens and closes matters, each in one transaction."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def listing(self) -> tuple[Matter, ...]:
        """Return the open matters, oldest first."""
        with self._office.begin() as connection:
            return handovers.still_open(connection, self._office.now())

    def open(self, text: str, user_id: int) -> Item:
        """Open the matter that a text says, and return it; raise MatterFault or MarkedText."""
        check_registered(self._office, user_id)
        item = read_item(text)
        check_unmarked([text])
        if not item.text:
            raise MatterFault("内容是空的，请写明事项，例如：/matters 新增 县水务局来电待回复")
        if len(item.text) > LONGEST_MATTER:
            raise MatterFault(f"内容太长，请控制在{LONGEST_MATTER}字以内。")
        now = self._office.now()
        with self._office.begin() as connection:
            on = shifts.at(connection, now)
            handovers.open_matters(connection, [item], by=user_id, at=now, shift_id=on[0].id if on else None)
        return item

    def close(self, matter_id: int, user_id: int) -> Matter:
        """Close a matter and return it; raise MatterFault when it is closed or not for this account to close."""
        now = self._office.now()
        with self._office.begin() as connection:
            matter = handovers.find_matter(connection, matter_id, now)
            if matter is None:
                raise MatterFault("这件事项已经办结。")
            if not self._may_close(connection, matter, user_id):
                raise MatterFault("请由当班值班员、带班领导、登记人或者管理员办结。")
            if not handovers.close_matter(connection, matter_id, by=user_id, at=now):
                raise MatterFault("这件事项已经办结。")
            events.note(connection, Event(now, KIND, matter_id, "办结", user_id))
            return matter

    def _may_close(self, connection: Connection, matter: Matter, user_id: int) -> bool:
        on = shifts.at(connection, self._office.now())
        watch = {person.user_id for shift in on for person in (shift.officer, shift.leader)}
        return user_id in (matter.opened_by, *watch) or self._office.may(user_id, Act.STAND_IN)
