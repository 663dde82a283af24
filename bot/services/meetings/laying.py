"""The sittings of a repeated meeting, laid out ahead as its rule says, as far as the calendar is known."""

from datetime import date, timedelta
from html import escape

from bot.office.calendar import DAY
from bot.office.errors import YearUnknown
from bot.office.meetings.meeting import Meeting
from bot.office.times.rules import Rule, known_days
from bot.services.meetings.planning import Planner
from bot.services.office import Office
from bot.storage import Connection, meetings
from bot.storage.reminders import notify

AHEAD = timedelta(days=60)


class Layer:
    """Lays out sittings with their reminders."""

    def __init__(self, office: Office, planner: Planner) -> None:
        self._office = office
        self._planner = planner

    def lay(self, connection: Connection, meeting: Meeting) -> None:
        """Lay out the first sittings of a meeting that has none: a single one, or those that are in reach."""
        first = meeting.plan.start.astimezone(self._office.zone).date()
        self._sit(connection, meeting, [(meeting.plan.start, meeting.plan.end)])
        if meeting.plan.rule is not None:
            self._lay_after(connection, meeting, first)

    def extend(self) -> None:
        """Lay out what has come into reach since."""
        with self._office.begin() as connection:
            for meeting, laid_until in meetings.repeated(connection, self._horizon()):
                self._lay_after(connection, meeting, laid_until)

    def _horizon(self) -> date:
        return self._office.today() + AHEAD

    def _lay_after(self, connection: Connection, meeting: Meeting, laid_until: date) -> None:
        rule = meeting.plan.rule
        if rule is None:
            return
        found, until = self._days(connection, meeting, rule, laid_until)
        self._sit(connection, meeting, [rule.on(day, self._office.zone) for day in found])
        meetings.lay_until(connection, meeting.id, until)

    def _days(
        self, connection: Connection, meeting: Meeting, rule: Rule, laid_until: date
    ) -> tuple[tuple[date, ...], date]:
        """Return the rule's days after one, and up to which day they are known; the organizer hears of a limit once."""
        calendar, horizon = self._office.calendar(), max(self._horizon(), laid_until)
        found, until = known_days(rule, laid_until + DAY, horizon, calendar)
        if until < horizon:
            self._tell_limit(connection, meeting, YearUnknown((until + DAY).year))
        return found, until

    def _tell_limit(self, connection: Connection, meeting: Meeting, unknown: YearUnknown) -> None:
        text = f"“{escape(meeting.plan.title)}”暂时排到{unknown.year - 1}年底：{unknown}导入后自动接着安排。"
        key, now = f"meeting:{meeting.id}:year:{unknown.year}", self._office.now()
        notify(connection, key, text, chats=(meeting.organizer_id,), now=now)

    def _sit(self, connection: Connection, meeting: Meeting, spans: list[meetings.Span]) -> None:
        meetings.sit(connection, meeting.id, spans)
        starts = {start for start, _ in spans}
        for sitting in meetings.sittings_of(connection, meeting.id):
            if sitting.start in starts:
                self._planner.replan(connection, sitting.id)
