"""Meetings as services: rows and reminders change together, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import Engine

from bot.office.meetings.meeting import Plan, Sitting
from bot.office.times.rules import Daily, Policy, Rule, WorkingDaily
from bot.reminders.model import Kind
from bot.services.meetings.answering import AnswerService, Member
from bot.services.meetings.calendars import CalendarService, Fate
from bot.services.meetings.changing import Maker, Scope
from bot.services.meetings.lookup import Lookup, Viewer
from bot.storage import meetings, people
from bot.storage.receipts import Answer
from tests.bot.services.desk import GROUP, LEADS, ORGANIZER, START, ZONE, Desk, plan, weekly


@pytest.fixture
def desk(database: Engine) -> Desk:
    return Desk(database)


def test_a_meeting_its_sitting_and_all_reminders_come_together(desk: Desk) -> None:
    desk.make(plan())
    assert desk.starts() == ["03-09 09:00"]
    assert desk.due(Kind.MEETING_CARD) == ["03-02 09:00"]
    assert desk.due(Kind.MEETING_LEAD) == ["03-08 09:00", "03-09 08:30"]
    assert desk.due(Kind.MEETING_CHASE) == ["03-08 09:00", "03-09 07:00"]
    assert desk.due(Kind.MEETING_LIST, chat_id=ORGANIZER) == ["03-08 09:00", "03-09 08:50"]
    assert desk.due(Kind.MEETING_AFTER, chat_id=ORGANIZER) == ["03-09 10:00"]


def test_of_confirmations_at_once_one_counts(desk: Desk) -> None:
    draft_id = desk.draft()
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: desk.service.make(draft_id, plan(), Maker(ORGANIZER, GROUP)), range(4)))
    assert sum(sitting is not None for sitting in made) == 1
    assert len(desk.held()) == 1


def test_of_cancellations_at_once_one_counts(desk: Desk) -> None:
    sitting = desk.make(plan())
    with ThreadPoolExecutor(4) as pool:
        struck = list(pool.map(lambda _: desk.service.cancel(sitting.id, scope=Scope.ONE, by=ORGANIZER), range(4)))
    assert sum(each is not None for each in struck) == 1
    assert desk.due(Kind.MEETING_LEAD, Kind.MEETING_CHASE, Kind.MEETING_LIST, Kind.MEETING_AFTER) == []
    assert len(desk.due(Kind.MEETING_CARD)) == 2


def test_without_a_group_people_and_organizer_are_told_each(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        people.put(connection, "张三", user_id=11)
        people.put(connection, "李四")
    desk.make(plan(people="张三、李四"), chat_id=0)
    assert desk.due(Kind.MEETING_LEAD, chat_id=11) == ["03-08 09:00", "03-09 08:30"]
    assert desk.due(Kind.MEETING_LEAD, chat_id=ORGANIZER) == ["03-08 09:00", "03-09 08:30"]
    desk.clock.pass_by(days=5, hours=23)
    with desk.engine.begin() as connection:
        people.put(connection, "李四", user_id=12)
    desk.service.extend()
    assert desk.due(Kind.MEETING_LEAD, chat_id=12) == ["03-08 09:00", "03-09 08:30"]


def test_sittings_are_laid_out_sixty_days_ahead_and_go_on(desk: Desk) -> None:
    desk.make(plan(rule=weekly()))
    assert desk.starts() == [f"{date(2026, 3, 9) + timedelta(days=7 * week):%m-%d} 09:00" for week in range(8)]
    desk.service.extend()
    assert len(desk.held()) == 8
    desk.clock.pass_by(days=7)
    desk.service.extend()
    assert desk.starts()[-1] == "05-04 09:00"


@pytest.mark.parametrize(
    ("policy", "around"),
    [
        (Policy.KEEP, ["03-30", "04-06", "04-13"]),
        (Policy.NEXT, ["03-30", "04-07", "04-13"]),
        (Policy.BEFORE, ["03-30", "04-03", "04-13"]),
        (Policy.SKIP, ["03-30", "04-13", "04-20"]),
    ],
)
def test_days_off_are_kept_moved_or_left_out(desk: Desk, policy: Policy, around: list[str]) -> None:
    desk.make(plan(rule=weekly(policy)))
    assert [start[:5] for start in desk.starts()][3:6] == around


def test_a_year_that_is_not_known_ends_the_sittings_until_it_is(desk: Desk) -> None:
    desk.clock.time = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)
    desk.make(plan(start=datetime(2026, 12, 21, 9, 0, tzinfo=ZONE), rule=weekly(Policy.NEXT)))
    for _ in range(2):
        desk.service.extend()
    assert desk.starts() == ["12-21 09:00", "12-28 09:00"]
    assert len(desk.due(Kind.NOTICE, chat_id=ORGANIZER)) == 1


def test_another_time_voids_the_old_reminders_and_the_answers(desk: Desk) -> None:
    sitting = desk.make(plan())
    answers = AnswerService(desk.office)
    answers.receive(sitting.id, Member(11, "张三"))
    desk.change(sitting, plan(start=START + timedelta(days=1)))
    assert desk.due(Kind.MEETING_LEAD) == ["03-09 09:00", "03-10 08:30"]
    standing = answers.standing(sitting.id)
    assert standing
    assert standing.answers == {}
    desk.change(sitting, plan(start=START))
    assert desk.due(Kind.MEETING_LEAD) == ["03-08 09:00", "03-09 08:30"]


def test_one_of_a_series_becomes_a_meeting_of_its_own(desk: Desk) -> None:
    desk.make(plan(rule=weekly()))
    second = desk.held()[1]
    moved = desk.change(second, plan(start=START + timedelta(days=9), room="302"))
    assert (moved.id, moved.meeting.plan.rule, moved.meeting.plan.room) == (second.id, None, "302")
    assert desk.starts()[:3] == ["03-09 09:00", "03-18 09:00", "03-23 09:00"]
    desk.clock.pass_by(days=8)
    desk.service.extend()
    assert desk.starts()[:2] == ["03-18 09:00", "03-23 09:00"]


def test_another_place_for_all_leaves_what_was_before(desk: Desk) -> None:
    desk.make(plan(rule=weekly(), room="301"))
    ids = [each.id for each in desk.held()]
    AnswerService(desk.office).receive(ids[1], Member(11, "张三"))
    desk.change(desk.held()[1], plan(start=START + timedelta(days=7), rule=weekly(), room="302"), Scope.ALL)
    assert [each.id for each in desk.held()] == ids
    assert [each.meeting.plan.room for each in desk.held()][:3] == ["301", "302", "302"]
    standing = AnswerService(desk.office).standing(ids[1])
    assert standing
    assert [receipt.answer for receipt in standing.answers.values()] == [Answer.RECEIVED]


def test_another_rule_for_all_replaces_what_comes_and_keeps_what_was_cancelled(desk: Desk) -> None:
    desk.make(plan(rule=weekly()))
    desk.service.cancel(desk.held()[3].id, scope=Scope.ONE, by=ORGANIZER)
    wanted = plan(start=START.replace(hour=10) + timedelta(days=7), rule=weekly(at=time(10)))
    desk.change(desk.held()[1], wanted, Scope.ALL)
    assert desk.starts()[:4] == ["03-09 09:00", "03-16 10:00", "03-23 10:00", "04-06 10:00"]
    leads = desk.due(Kind.MEETING_LEAD)
    assert "03-15 09:00" not in leads
    assert "03-15 10:00" in leads
    desk.clock.pass_by(days=14)
    desk.service.extend()
    assert desk.starts()[-1].endswith("10:00")


def test_a_single_meeting_can_become_a_repeated_one(desk: Desk) -> None:
    sitting = desk.make(plan())
    desk.change(sitting, plan(rule=weekly()))
    assert desk.starts()[:2] == ["03-09 09:00", "03-16 09:00"]


def test_all_later_sittings_are_cancelled_and_none_are_laid_out_again(desk: Desk) -> None:
    desk.make(plan(rule=weekly()))
    desk.service.cancel(desk.held()[2].id, scope=Scope.ALL, by=ORGANIZER)
    desk.clock.pass_by(days=1)
    desk.service.extend()
    assert desk.starts() == ["03-09 09:00", "03-16 09:00"]


def test_a_leave_is_decided_once_and_told(desk: Desk) -> None:
    sitting, answers = desk.make(plan(people="张三")), AnswerService(desk.office)
    assert answers.ask_leave(sitting.id, Member(11, "张三"), "出差")
    assert desk.due(Kind.MEETING_LIST, chat_id=ORGANIZER)[0] == "03-02 09:00"
    with ThreadPoolExecutor(4) as pool:
        decided = list(
            pool.map(lambda yes: answers.decide(sitting.id, 11, approves=yes, by=ORGANIZER), [True, False] * 2)
        )
    assert sum(receipt is not None for receipt in decided) == 1
    assert desk.due(Kind.NOTICE, chat_id=GROUP) == ["03-02 09:00"]


def test_a_cancelled_or_past_sitting_takes_no_answers(desk: Desk) -> None:
    sitting, answers = desk.make(plan()), AnswerService(desk.office)
    desk.clock.time = START + timedelta(hours=1)
    assert not answers.receive(sitting.id, Member(11, "张三"))
    assert not answers.receive(99, Member(11, "张三"))


def test_who_was_there_is_marked_and_taken_back(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        people.put(connection, "张三", user_id=11)
        people.put(connection, "李四")
    sitting, answers = desk.make(plan(people="张三、李四")), AnswerService(desk.office)
    first = answers.standing(sitting.id)
    assert first
    li = first.wanted[1].account
    answers.mark_all_present(sitting.id)
    answers.mark_present(sitting.id, 11)
    answers.mark_present(sitting.id, 12345)
    standing = answers.standing(sitting.id)
    assert standing
    assert standing.present == {li}


def test_people_see_what_is_their_business(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        people.put(connection, "张三", user_id=11)
    desk.make(plan("群里的会"))
    desk.make(plan("私下的会", people="张三"), chat_id=0)
    lookup = Lookup(desk.office)

    def seen(viewer: Viewer) -> list[str]:
        return [standing.sitting.meeting.plan.title for standing in lookup.ahead(viewer)]

    assert seen(Viewer(11, frozenset())) == ["私下的会"]
    assert seen(Viewer(12, frozenset({GROUP}))) == ["群里的会"]
    assert seen(Viewer(12, frozenset())) == []
    assert seen(Viewer(12, frozenset(), sees_all=True)) == ["群里的会", "私下的会"]


def calendar(uid: str, *, start: str = "20260310T090000", extra: str = "") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260301T000000Z"]
    lines += [f"DTSTART:{start}", "SUMMARY:协调会", "LOCATION:三楼", *extra.split(), "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def test_a_calendar_file_is_taken_in_once_then_changed_then_cancelled(desk: Desk) -> None:
    service, maker = CalendarService(desk.office), Maker(ORGANIZER)

    def take(content: bytes) -> dict[Fate, int]:
        return dict(service.take_in(service.read("a.ics", content), maker))

    assert take(calendar("u1")) == {Fate.ADDED: 1}
    assert take(calendar("u1")) == {Fate.KNOWN: 1}
    assert desk.starts() == ["03-10 09:00"]
    assert take(calendar("u1", start="20260311T100000")) == {Fate.CHANGED: 1}
    assert desk.starts() == ["03-11 10:00"]
    assert take(calendar("u1", start="20260311T100000", extra="STATUS:CANCELLED")) == {Fate.CANCELLED: 1}
    assert desk.starts() == []
    assert take(calendar("u2", extra="RRULE:FREQ=WEEKLY;COUNT=3")) == {Fate.ADDED: 3}


def test_whole_days_and_our_own_meetings_are_not_taken_in(desk: Desk) -> None:
    service, maker = CalendarService(desk.office), Maker(ORGANIZER)
    assert service.read("a.ics", calendar("u1", start="20260310T000000", extra="DURATION:P1D")) == ()
    desk.make(plan())
    content = service.write("会议", desk.held())
    assert dict(service.take_in(service.read("a.ics", content), maker)) == {Fate.KNOWN: 1}
    assert len(desk.held()) == 1


def test_a_sitting_keeps_its_name_in_calendar_programs(desk: Desk) -> None:
    desk.make(plan(rule=weekly()))
    service, second = CalendarService(desk.office), desk.held()[1]

    def uid(sitting: Sitting) -> str:
        text = service.write("会议", [sitting]).decode().replace("\r\n ", "")
        return next(line for line in text.splitlines() if line.startswith("UID:"))

    before = uid(second)
    assert before != uid(desk.held()[0])
    assert uid(desk.change(second, plan(start=START + timedelta(days=8)))) == before


def test_a_daily_meeting_has_a_sitting_each_day(desk: Desk) -> None:
    desk.make(plan(rule=Rule(Daily(), time(9), policy=Policy.KEEP)))
    assert len(desk.held()) == 54


def test_rows_come_back_as_they_were(desk: Desk) -> None:
    wanted = Plan(
        "例会",
        START,
        START + timedelta(hours=2),
        Rule(WorkingDaily(), time(9), time(11)),
        "301",
        "张三",
        "带材料",
        LEADS,
    )
    with desk.engine.begin() as connection:
        made = meetings.add(connection, wanted, organizer_id=1, chat_id=-5, uid="u")
        assert meetings.find(connection, made.id) == meetings.by_uid(connection, "u") == made
        assert meetings.find(connection, 99) is None
