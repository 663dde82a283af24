"""What is put before a message that comes late or perhaps twice. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.model import Delivery

# Later than this is said.
PUNCTUAL = timedelta(minutes=2)
PERHAPS_TWICE = "（可能重复）"


def mark(text: str, delivery: Delivery, now: datetime, zone: ZoneInfo) -> str:
    """Return the text with a first line that says so when it is late or may be a double."""
    marks = PERHAPS_TWICE if delivery.is_unsure else ""
    if now - delivery.due_at > PUNCTUAL or delivery.missed:
        times = "、".join(moment(due_at, now, zone) for due_at in (*delivery.missed, delivery.due_at))
        marks += f"（补发，原定{times}）"
    return f"{marks}\n{text}" if marks else text


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return a time as short as it can be understood now: 08:00 of today, else 12月1日 08:00."""
    local = at.astimezone(zone)
    day = "" if local.date() == now.astimezone(zone).date() else f"{local.month}月{local.day}日 "
    return f"{day}{local:%H:%M}"
