"""What each group wants to be told and when, as its administrators set it."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, select

from bot.storage.tables import groups
from bot.storage.upsert import add_missing


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """The settings of one group; ``quiet_from`` and ``quiet_to`` alike mean that there are no quiet hours."""

    pushes_duty: bool = True
    pushes_meetings: bool = True
    pushes_briefing: bool = True
    briefing_at: time = time(8, 0)
    briefing_daily: bool = False  # on days off too
    quiet_from: time = time(0, 0)
    quiet_to: time = time(0, 0)
    thread_id: int | None = None  # the topic that pushes go to

    def is_quiet(self, at: time) -> bool:
        """Tell whether a time of day lies in the quiet hours, which may go past midnight."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to

    def quiet_until(self, at: datetime) -> datetime | None:
        """Return when the quiet hours end that a moment of the office's clock lies in, or None outside them."""
        if not self.is_quiet(at.time()):
            return None
        day = at.date() if at.time() < self.quiet_to else at.date() + timedelta(days=1)
        return datetime.combine(day, self.quiet_to, at.tzinfo)


def settings_of(connection: Connection, chat_id: int) -> GroupSettings:
    """Return a group's settings, the usual ones when it never set any."""
    packed = connection.scalar(select(groups.c.settings).where(groups.c.chat_id == chat_id))
    return GroupSettings() if packed is None else _unpack(packed)


def change_settings(connection: Connection, chat_id: int, **changes: Any) -> GroupSettings:
    """Change some of a group's settings; return them all."""
    changed = replace(settings_of(connection, chat_id), **changes)
    connection.execute(groups.delete().where(groups.c.chat_id == chat_id))
    add_missing(connection, groups, [{"chat_id": chat_id, "settings": _pack(changed)}])
    return changed


def _pack(settings: GroupSettings) -> dict[str, Any]:
    return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in asdict(settings).items()}


def _unpack(packed: dict[str, Any]) -> GroupSettings:
    times = {name: time.fromisoformat(packed[name]) for name in ("briefing_at", "quiet_from", "quiet_to")}
    return GroupSettings(**(packed | times))
