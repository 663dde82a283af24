"""What a form makes, and which other meetings clash with that."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.office.calendar import DAY
from bot.office.meetings.clashes import Clash, clashes
from bot.office.meetings.meeting import Plan
from bot.office.times.rules import known_days
from bot.services.meetings.changing import Scope
from bot.services.meetings.form import Form
from bot.services.meetings.laying import AHEAD
from bot.services.office import Office
from bot.storage import meetings


class Checker:
    """Checks forms against the clock and the office's other meetings."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def usual_leads(self) -> tuple[timedelta, ...]:
        """Return the reminders of a meeting that names none."""
        return tuple(timedelta(minutes=minutes) for minutes in self._office.config.meetings.lead_minutes)

    def plan(self, form: Form) -> Plan | None:
        """Return what the form makes, None while it lacks something or its time has passed."""
        plan = form.plan(self.usual_leads())
        return plan if plan and plan.start > self._office.now() else None

    def clashes(self, plan: Plan, form: Form) -> tuple[Clash, ...]:
        """Return which sittings clash with what a form makes, one for each other meeting."""
        spans, people = list(self._spans(plan)), self._office.people()
        with self._office.begin() as connection:
            others = meetings.between(connection, spans[0][0] - DAY, spans[-1][0] + DAY)
            own = meetings.sitting(connection, form.sitting_id)
        ignored = own.meeting.id if own and form.scope is Scope.ALL else 0
        rivals = [other for other in others if other.id != form.sitting_id]
        held = (replace(plan, start=start, end=end) for start, end in spans)
        found = (clash for each in held for clash in clashes(each, rivals, people, ignored=ignored))
        first: dict[int, Clash] = {}
        for clash in found:
            first.setdefault(clash.sitting.meeting.id, clash)
        return tuple(first.values())

    def _spans(self, plan: Plan) -> Iterator[tuple[datetime, datetime | None]]:
        """Yield the times of a plan, of a repeated one as far as they are laid out and known."""
        yield plan.start, plan.end
        if plan.rule is not None:
            first = plan.start.astimezone(self._office.zone).date()
            until = self._office.today() + AHEAD
            for day in known_days(plan.rule, first + DAY, until, self._office.calendar())[0]:
                yield plan.rule.on(day, self._office.zone)
