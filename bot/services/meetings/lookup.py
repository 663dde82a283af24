"""Meetings looked up: those of a week or all to come, as far as they are somebody's business."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.office.calendar import DAY, monday
from bot.office.meetings.meeting import Sitting
from bot.services.meetings.answering import AnswerService, Standing
from bot.services.meetings.laying import AHEAD
from bot.services.office import Office
from bot.storage import meetings


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and the groups whose meetings they may see; everything may be seen when ``sees_all``."""

    user_id: int
    groups: frozenset[int]
    sees_all: bool = False


class Lookup:
    """Finds sittings that are held; every call is a transaction of its own."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._answers = AnswerService(office)

    def week(self, viewer: Viewer, offset: int) -> tuple[date, tuple[Standing, ...]]:
        """Return the Monday of a week, counted from this one, and its sittings."""
        today = self._office.today()
        first = monday(today) + 7 * offset * DAY
        held = self._held(self._office.midnight(first), self._office.midnight(first + 7 * DAY))
        return first, self.seen(viewer, held)

    def ahead(self, viewer: Viewer) -> tuple[Standing, ...]:
        """Return all sittings to come as far as they are laid out."""
        now = self._office.now()
        return self.seen(viewer, self._held(now, now + AHEAD))

    def between(self, first: date, last: date) -> tuple[Sitting, ...]:
        """Return all sittings that begin from the first to the last day, whoever may see them."""
        since, until = self._office.midnight(first), self._office.midnight(last + DAY)
        return tuple(each for each in self._held(since, until) if each.start >= since)

    def seen(self, viewer: Viewer, sittings: tuple[Sitting, ...]) -> tuple[Standing, ...]:
        """Return the standing of those sittings that may be seen."""
        found = (self._answers.standing(sitting.id) for sitting in sittings)
        return tuple(standing for standing in found if standing and may_see(viewer, standing))

    def calendar(self, viewer: Viewer) -> tuple[Sitting, ...]:
        """Return all to come for a calendar program, which has to hear of cancelled ones too."""
        now = self._office.now()
        with self._office.begin() as connection:
            sittings = meetings.between(connection, now, now + AHEAD)
        return tuple(standing.sitting for standing in self.seen(viewer, sittings))

    def _held(self, since: datetime, until: datetime) -> tuple[Sitting, ...]:
        with self._office.begin() as connection:
            return tuple(each for each in meetings.between(connection, since, until) if not each.cancelled)


def may_see(viewer: Viewer, standing: Standing) -> bool:
    """Tell whether a meeting is somebody's business: of their group, their own, or one that they are wanted in."""
    meeting = standing.sitting.meeting
    accounts = {member.account for member in standing.wanted} | {meeting.organizer_id}
    return viewer.sees_all or meeting.chat_id in viewer.groups or viewer.user_id in accounts
