"""What is put before a message that comes late or perhaps twice. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.model import Delivery

# Later than this is said.
PUNCTUAL = timedelta(minutes=2)
# More missed times than these are not told one by one.
LISTED = 5
PERHAPS_TWICE = "（可能重复）"


def mark(text: str, delivery: Delivery, now: datetime, zone: ZoneInfo, *, held_until: datetime | None = None) -> str:
    """Return the text with a first line that says so when it is late or may be a double.

    What quiet hours held back is late only when it comes after their end.
    """
    marks = PERHAPS_TWICE if delivery.is_unsure else ""
    if now - (held_until or delivery.due_at) > PUNCTUAL or (delivery.missed and not held_until):
        marks += f"（补发，原定{moments(delivery, now, zone)}）"
    return f"{marks}\n{text}" if marks else text


def moments(delivery: Delivery, now: datetime, zone: ZoneInfo) -> str:
    """Return all the times at which it was due."""
    dues = [moment(due_at, now, zone) for due_at in (*delivery.missed, delivery.due_at)]
    return "、".join(dues) if len(dues) <= LISTED else f"{dues[0]}至{dues[-1]}，共{len(dues)}次"


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return a time as short as it can be understood now: 08:00 of today, else 12月1日 08:00."""
    local = at.astimezone(zone)
    day = "" if local.date() == now.astimezone(zone).date() else f"{local.month}月{local.day}日 "
    return f"{day}{local:%H:%M}"
