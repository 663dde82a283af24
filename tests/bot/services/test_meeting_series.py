"""Repeated meetings over months: days off, the end of a year, one sitting and then all, whatever order it comes in."""

from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import Engine, select

from bot.office.times.rules import MonthlyDay, MonthlyWorkingDay, Policy, Rule
from bot.reminders.model import OPEN, Kind
from bot.services.meetings.changing import ONLY_THIS, OTHERS_STAY, Scope
from bot.storage import Connection
from bot.storage.reminders import ReminderStore
from bot.storage.tables import occurrences, reminders, sittings
from tests.bot.services.desk import ORGANIZER, START, ZONE, Desk, plan, weekly

WEEK = timedelta(days=7)


@pytest.fixture
def desk(database: Engine) -> Desk:
    return Desk(database)


def at(desk: Desk, *day: int, hour: int = 9) -> datetime:
    """Set the clock to a day and return a time of it."""
    desk.clock.time = datetime(*day, 8, 0, tzinfo=ZONE)
    return datetime(*day, hour, 0, tzinfo=ZONE)


def told(connection: Connection, sitting_id: int) -> str:
    """Return what the last card of a sitting says beside its facts."""
    wanted = select(occurrences.c.note).join(reminders).where(reminders.c.key.like(f"meeting:{sitting_id}:card:%"))
    return str(connection.scalars(wanted.order_by(occurrences.c.id.desc())).first())


@pytest.mark.parametrize(
    ("policy", "starts"),
    [
        (Policy.NEXT, ["09-23", "09-30", "10-08", "10-14"]),
        (Policy.BEFORE, ["09-23", "09-30", "09-30", "10-14"]),
        (Policy.SKIP, ["09-23", "09-30", "10-14", "10-21"]),
        (Policy.KEEP, ["09-23", "09-30", "10-07", "10-14"]),
    ],
)
def test_the_national_holiday_moves_keeps_or_costs_a_sitting(desk: Desk, policy: Policy, starts: list[str]) -> None:
    start = at(desk, 2026, 9, 23)
    desk.make(plan(start=start, rule=weekly(policy, weekday=2)))
    expected = list(dict.fromkeys(starts))
    assert [each.partition(" ")[0] for each in desk.starts()][: len(expected)] == expected


def test_at_the_end_of_a_year_a_meeting_is_laid_out_to_its_last_day(desk: Desk) -> None:
    start = at(desk, 2026, 12, 28)
    desk.make(plan(start=start, rule=Rule(MonthlyWorkingDay(-1), start.time())))
    desk.make(plan("月初", start=start, rule=Rule(MonthlyDay((1,)), start.time(), policy=Policy.NEXT)))
    assert desk.starts() == ["12-28 09:00", "12-28 09:00", "12-31 09:00"]
    assert len(desk.due(Kind.NOTICE, chat_id=ORGANIZER)) == 2


def test_a_sitting_that_went_its_own_way_is_not_held_twice_when_all_are_changed(desk: Desk) -> None:
    desk.make(plan(rule=weekly()))
    desk.change(desk.held()[1], plan(start=START + timedelta(days=9)))
    desk.change(
        desk.held()[0], plan(start=START.replace(hour=10), rule=weekly(at=START.replace(hour=10).time())), Scope.ALL
    )
    assert desk.starts()[:3] == ["03-09 10:00", "03-18 09:00", "03-23 10:00"]


def test_one_that_is_changed_or_cancelled_alone_says_so(desk: Desk) -> None:
    desk.make(plan(rule=weekly(), room="301"))
    second, third = desk.held()[1:3]
    desk.change(second, plan(start=second.start, room="302"))
    desk.service.cancel(third.id, scope=Scope.ONE, by=ORGANIZER)
    with desk.engine.begin() as connection:
        assert told(connection, second.id) == f"会议变更\n原地点：301\n{OTHERS_STAY}"
        assert told(connection, third.id) == f"会议取消\n{ONLY_THIS}"


def test_one_is_cancelled_and_then_all(desk: Desk) -> None:
    desk.make(plan(rule=weekly()))
    first, second, third = desk.held()[:3]
    desk.service.cancel(second.id, scope=Scope.ONE, by=ORGANIZER)
    assert desk.service.cancel(second.id, scope=Scope.ALL, by=ORGANIZER) is None
    assert desk.held()[1] == third
    desk.service.cancel(first.id, scope=Scope.ALL, by=ORGANIZER)
    assert desk.held() == []
    assert desk.due(Kind.MEETING_LEAD, Kind.MEETING_CHASE, Kind.MEETING_LIST, Kind.MEETING_AFTER) == []


def test_what_has_begun_is_not_changed(desk: Desk) -> None:
    sitting = desk.make(plan())
    draft = desk.draft()
    desk.clock.time = START
    assert desk.service.change(draft, sitting.id, plan(start=START + WEEK), scope=Scope.ONE, by=ORGANIZER) is None


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_no_sitting_is_lost_and_reminders_fit(desk: Desk, seed: int) -> None:
    chance, seen = Random(seed), set[int]()
    desk.make(plan(rule=weekly(Policy.NEXT)))
    desk.make(plan("单次", start=START + timedelta(hours=3)))
    for _ in range(8):
        act(desk, chance)
        ids = kept(desk)
        assert seen <= ids
        seen = ids
        check_reminders(desk)


def act(desk: Desk, chance: Random) -> None:
    """Change or cancel a sitting to come, or let days go by."""
    coming = [each for each in desk.held() if each.start > desk.clock.time]
    if not coming or chance.random() < 0.2:
        desk.clock.pass_by(days=chance.randrange(1, 9))
        desk.service.extend()
        return
    chosen, scope = chance.choice(coming[:6]), chance.choice(list(Scope))
    rule = chosen.meeting.plan.rule if scope is Scope.ALL else None
    if chance.random() < 0.3:
        desk.service.cancel(chosen.id, scope=scope, by=ORGANIZER)
        return
    start = chosen.start.astimezone(ZONE).replace(hour=chance.randrange(8, 18))
    if rule is not None:
        rule = Rule(rule.cycle, start.time(), policy=rule.policy)
    desk.change(chosen, plan(start=start, rule=rule, room=str(chance.randrange(301, 305))), scope)


def kept(desk: Desk) -> set[int]:
    with desk.engine.begin() as connection:
        return set(connection.scalars(select(sittings.c.id)))


def check_reminders(desk: Desk) -> None:
    """Find a reminder half an hour ahead for every sitting to come that is held, and none for any other."""
    rows = ReminderStore(desk.engine).listing(states=OPEN, limit=5000)
    leads = {
        (row.subject, row.due_at) for row in rows if row.kind is Kind.MEETING_LEAD and row.due_at >= desk.clock.time
    }
    ahead = timedelta(minutes=30)
    coming = {(each.id, each.start - ahead) for each in desk.held() if each.start - ahead >= desk.clock.time}
    assert coming <= leads
    assert {sitting_id for sitting_id, _ in leads} <= {each.id for each in desk.held()}
    places = [(each.meeting.id, each.start) for each in desk.held()]
    assert len(places) == len(set(places))
