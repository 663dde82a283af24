"""An office with its meetings, as tests of services use it: made, changed, looked up, what is due."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.config import Config
from bot.office.meetings.meeting import Plan, Sitting
from bot.office.times.rules import Policy, Rule, Weekly
from bot.reminders.model import OPEN, Kind
from bot.services.meetings.changing import Maker, MeetingService, Scope
from bot.services.meetings.drafting import FormService
from bot.services.meetings.form import Form
from bot.services.meetings.lookup import Lookup
from bot.services.office import Office
from bot.storage.reminders import ReminderStore
from tests.fakes import Clock

ZONE = ZoneInfo("Asia/Shanghai")
ORGANIZER, GROUP = 7, -1001
START = datetime(2026, 3, 9, 9, 0, tzinfo=ZONE)
LEADS = (timedelta(days=1), timedelta(minutes=30))


def plan(title: str = "例会", *, start: datetime = START, rule: Rule | None = None, **rest: str) -> Plan:
    return Plan(title, start, None, rule, leads=LEADS, **rest)


def weekly(policy: Policy = Policy.KEEP, *, at: time = time(9), weekday: int = 0) -> Rule:
    return Rule(Weekly((weekday,)), at, policy=policy)


class Desk:
    """An office with its services."""

    def __init__(self, engine: Engine) -> None:
        self.clock = Clock()
        self.engine = engine
        self.office = Office(Config(), engine, self.clock.now)
        self.service = MeetingService(self.office)
        self.forms = FormService(self.office)

    def draft(self, user_id: int = ORGANIZER) -> int:
        return self.forms.start(Form(), chat_id=GROUP, user_id=user_id)

    def make(self, wanted: Plan, chat_id: int = GROUP) -> Sitting:
        made = self.service.make(self.draft(), wanted, Maker(ORGANIZER, chat_id))
        assert made
        return made

    def change(self, sitting: Sitting, wanted: Plan, scope: Scope = Scope.ONE) -> Sitting:
        changed = self.service.change(self.draft(), sitting.id, wanted, scope=scope, by=ORGANIZER)
        assert changed
        return changed

    def held(self) -> list[Sitting]:
        return list(Lookup(self.office).between(self.office.today(), self.office.today() + timedelta(days=400)))

    def starts(self) -> list[str]:
        return [f"{each.start.astimezone(ZONE):%m-%d %H:%M}" for each in self.held()]

    def due(self, *kinds: Kind, chat_id: int | None = None) -> list[str]:
        rows = ReminderStore(self.engine).listing(states=OPEN, limit=5000)
        return [
            f"{row.due_at.astimezone(ZONE):%m-%d %H:%M}"
            for row in rows
            if row.kind in kinds and chat_id in (None, row.chat_id)
        ]
