"""What a group is not told, because it turned that off, and what it is told later, when its quiet hours are over."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.reminders.model import DUTY, WEIGHTS, Delivery, Kind, Later, Skip
from bot.storage.groups import GroupSettings

TURNED_OFF = "turned off in the group"

Switch = Callable[[GroupSettings], bool]


def _duty(settings: GroupSettings) -> bool:
    return settings.pushes_duty


def _meetings(settings: GroupSettings) -> bool:
    return settings.pushes_meetings


def _briefing(settings: GroupSettings) -> bool:
    return settings.pushes_briefing


# Which setting turns a kind off. What someone in the group is waiting for is not here: a swap that is asked for there,
# a meeting that is made, changed or cancelled there, news of what went wrong.
SWITCHES: Mapping[Kind, Switch] = {
    Kind.DUTY_EVE: _duty,
    Kind.DUTY_START: _duty,
    Kind.DUTY_AGAIN: _duty,
    Kind.DUTY_LEADER: _duty,
    Kind.DUTY_DIRECTOR: _duty,
    Kind.POST_CHECK: _duty,
    Kind.POST_ABSENT: _duty,
    Kind.HANDOVER: _duty,
    Kind.HANDOVER_NOTE: _duty,
    Kind.HANDOVER_LEADER: _duty,
    Kind.MEETING_LEAD: _meetings,
    Kind.MEETING_CHASE: _meetings,
    Kind.MEETING_LIST: _meetings,
    Kind.MEETING_AFTER: _meetings,
    Kind.BRIEFING: _briefing,
}


def withheld(delivery: Delivery, settings: GroupSettings, now: datetime) -> Skip | Later | None:
    """Return what keeps a message from a group, None when nothing does; ``now`` is by the office's clock."""
    is_wanted = SWITCHES.get(delivery.reminder.kind)
    if is_wanted and not is_wanted(settings):
        return Skip(TURNED_OFF)
    until = settings.quiet_until(now)
    if until is None or WEIGHTS[delivery.reminder.kind] == DUTY:
        return None
    return Later(until) if until < delivery.expires_at else None


def held_until(delivery: Delivery, settings: GroupSettings, now: datetime) -> datetime | None:
    """Return when the quiet hours ended that a message waited for, or None when it did not wait for any."""
    if WEIGHTS[delivery.reminder.kind] == DUTY:
        return None
    due_at = min((*delivery.missed, delivery.due_at))
    until = settings.quiet_until(due_at.astimezone(now.tzinfo))
    return until if until and until <= now else None
