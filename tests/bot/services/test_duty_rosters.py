"""Rosters taken in and shared out: shifts, reminders and people, all or nothing, on both databases."""

from datetime import UTC, date, datetime

import pytest

from bot.config import Config
from bot.config.sections import Access, Duty
from bot.office.duty.shifts import Shift, Tier
from bot.office.errors import NobodyAvailable
from bot.reminders.model import Kind, Listed, State
from bot.services.duty import Lookup, Outcome, Planner, Rosters
from bot.services.duty.planning import watch_key
from bot.services.files import MarkedFile
from bot.services.office import Office
from bot.services.people import Roll
from bot.storage import Engine, checks, people, shifts
from bot.storage.reminders import ReminderStore
from tests.fakes import Clock

GROUP = -100
ROSTER = "日期,值班员,带班领导\n2026-03-03,张三,赵六\n2026-03-04,李四、王五,钱七\n"
PEOPLE = (
    "姓名,岗位,工作日,周末,节假日,不排班,Telegram编号\n张三,值班员,√,√,,3月10日,11\n李四,值班员,√,√,,,12\n"
    "王五,值班员,√,,√,,\n赵六,带班领导,√,√,√,,21\n钱七,带班领导,√,√,√,,\n"
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(database: Engine, clock: Clock) -> Office:
    config = Config(access=Access(admins=(1,), chats=(GROUP,)), duty=Duty(post_checks=2))
    return Office(config, database, clock.now)


def take_in(office: Office, table: str) -> Outcome:
    rosters = Rosters(office)
    return rosters.take_in(rosters.read("表.csv", table.encode()).entries)


def enrol(office: Office) -> None:
    roll = Roll(office)
    roll.take_in(roll.read("名单.csv", PEOPLE.encode()).entries)


def planned(office: Office, *states: State) -> list[Listed]:
    wanted = states or (State.PENDING,)
    return ReminderStore(office.engine).listing(states=wanted, limit=500)


def told(office: Office, step: str) -> set[tuple[str, int]]:
    return {(row.key, row.chat_id) for row in planned(office) if row.key.endswith(step)}


def shift(office: Office, shift_id: int) -> Shift:
    with office.begin() as connection:
        found = shifts.find(connection, shift_id)
    assert found
    return found


def test_shifts_and_reminders_are_kept_together(office: Office) -> None:
    enrol(office)
    outcome = take_in(office, ROSTER)
    assert [(each.id, each.officer.name, each.leader.name) for each in outcome.changes.added] == [
        (1, "张三", "赵六"),
        (2, "李四", "钱七"),
        (3, "王五", "钱七"),
    ]
    assert told(office, "start") == {
        ("duty:1:start", 11),
        ("duty:1:start", 21),
        ("duty:1:start", GROUP),
        ("duty:2:start", 12),
        ("duty:2:start", GROUP),
        ("duty:3:start", GROUP),
    }
    dues = {row.key: row.due_at for row in planned(office)}
    assert dues["duty:1:eve"] == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert dues["duty:1:start"] == datetime(2026, 3, 3, 0, 30, tzinfo=UTC)


def test_the_same_roster_again_changes_nothing(office: Office) -> None:
    enrol(office)
    take_in(office, ROSTER)
    before = planned(office)
    outcome = take_in(office, ROSTER)
    assert len(outcome.changes.unchanged) == 3
    assert planned(office) == before


def test_a_rehearsal_keeps_nothing(office: Office) -> None:
    rosters = Rosters(office)
    outcome = rosters.take_in(rosters.read("表.csv", ROSTER.encode()).entries, is_rehearsal=True)
    assert len(outcome.changes.added) == 3
    assert outcome.newcomers == ("张三", "李四", "王五", "赵六", "钱七")
    assert office.people() == ()
    assert Lookup(office).between(date(2026, 3, 1), date(2026, 3, 31)) == ()
    assert planned(office, *State) == []


def test_who_leaves_a_shift_is_told_nothing_more(office: Office) -> None:
    enrol(office)
    take_in(office, ROSTER)
    take_in(office, "日期,值班员,带班领导\n2026-03-03,李四,赵六\n")
    assert {chat_id for key, chat_id in told(office, "start") if key == "duty:1:start"} == {12, 21, GROUP}


def test_what_was_planned_for_a_removed_shift_is_withdrawn(office: Office) -> None:
    enrol(office)
    take_in(office, ROSTER)
    outcome = take_in(office, "日期,值班员,带班领导\n2026-03-04,李四,钱七\n")
    assert [each.officer.name for each in outcome.changes.removed] == ["王五"]
    assert not any(row.key.startswith("duty:3:") for row in planned(office))


def test_whoever_has_no_account_is_named(office: Office) -> None:
    enrol(office)
    assert take_in(office, ROSTER).unknown == ("钱七", "王五")


def test_a_shift_that_is_on_is_asked_about_at_once(office: Office) -> None:
    enrol(office)
    take_in(office, "日期,值班员,带班领导\n2026-03-02,张三,赵六\n")
    asked = {(row.key, row.chat_id) for row in planned(office) if row.kind is Kind.DUTY_START}
    key = watch_key(shift(office, 1), "start")
    assert asked == {(key, 11), (key, 21), (key, GROUP)}


@pytest.mark.parametrize("day", ["2026-03-01", "2026-02-27"])
def test_a_shift_that_is_over_is_entered_without_a_word(office: Office, day: str) -> None:
    enrol(office)
    take_in(office, f"日期,值班员,带班领导\n{day},张三,赵六\n")
    assert planned(office, *State) == []


def test_whoever_takes_over_a_shift_that_is_on_has_all_its_reminders(office: Office, clock: Clock) -> None:
    enrol(office)
    take_in(office, ROSTER)
    clock.pass_by(hours=24)
    before, changed_at = shift(office, 1), clock.now()
    ((was, now),) = take_in(office, "日期,值班员,带班领导\n2026-03-03,李四,赵六\n").changes.relieved
    assert (was, now.id, now.officer.name) == (before, before.id, "李四")
    found = {(row.kind, row.chat_id) for row in planned(office) if row.key.startswith("duty:1:") and row.chat_id > 0}
    assert {Kind.DUTY_START, Kind.HANDOVER} <= {kind for kind, chat_id in found if chat_id == 12}
    # Nothing for 张三 any more but that he is relieved, beside what fell due before the change.
    late = [row for row in planned(office) if row.chat_id == 11 and row.due_at >= changed_at]
    assert [row.kind for row in late] == [Kind.NOTICE]


def test_the_number_of_a_removed_shift_is_not_given_again(office: Office) -> None:
    take_in(office, ROSTER)
    take_in(office, "日期,值班员,带班领导\n2026-03-04,李四,钱七\n")
    (added,) = take_in(office, "日期,值班员,带班领导\n2026-03-05,王五,钱七\n").changes.added
    assert added.id == 4


def test_telephone_numbers_of_a_roster_are_kept(office: Office) -> None:
    enrol(office)
    take_in(office, "日期,值班员,电话,带班领导\n2026-03-03,张三,13800000001,赵六\n")
    assert {each.name: each.phone for each in office.people()}["张三"] == "13800000001"


def test_accounts_that_become_known_are_told_of_the_shifts_that_are_near(office: Office) -> None:
    enrol(office)
    take_in(office, ROSTER)
    roll = Roll(office)
    person = roll.find("王五")
    assert person
    roll.bind(person, 13)
    assert ("duty:3:start", 13) in told(office, "start")


def test_without_groups_and_accounts_administrators_are_told(database: Engine, clock: Clock) -> None:
    office = Office(Config(access=Access(admins=(1,))), database, clock.now)
    take_in(office, ROSTER)
    assert ("duty:1:start", 1) in told(office, "start")


def test_checks_go_along_with_the_officer_and_are_not_drawn_again(office: Office) -> None:
    enrol(office)
    take_in(office, ROSTER)
    with office.begin() as connection:
        before = checks.of_shift(connection, 1)
        li = people.by_name(connection, "李四")
        assert li
        shifts.assign(connection, 1, Tier.OFFICER, li.id)
        Planner(office).replan(connection, 1)
        assert checks.of_shift(connection, 1) == before
    assert len(before) == 2
    keys = {f"duty:1:check:{check.id}" for check in before}
    assert {(row.key, row.chat_id) for row in planned(office) if row.key in keys} == {(key, 12) for key in keys}


def test_turns_are_shared_out_by_the_lists(office: Office) -> None:
    enrol(office)
    outcome = Rosters(office).rotate(date(2026, 3, 9), date(2026, 3, 13))
    # 张三 is away on the tenth.
    assert [each.officer.name for each in outcome.changes.added] == ["张三", "李四", "王五", "张三", "李四"]
    assert [each.leader.name for each in outcome.changes.added] == ["赵六", "钱七", "赵六", "钱七", "赵六"]


def test_a_rotation_goes_on_from_the_turns_that_are_kept(office: Office) -> None:
    enrol(office)
    Rosters(office).rotate(date(2026, 3, 9), date(2026, 3, 10))
    outcome = Rosters(office).rotate(date(2026, 3, 11), date(2026, 3, 11))
    assert outcome.changes.added[0].officer.name == "王五"


def test_a_rotation_without_lists_is_refused(office: Office) -> None:
    with pytest.raises(NobodyAvailable):
        Rosters(office).rotate(date(2026, 3, 9), date(2026, 3, 10))


def test_a_list_of_people_replaces_the_rotation_but_nobody_is_lost(office: Office) -> None:
    enrol(office)
    roll = Roll(office)
    table = "姓名,岗位\n李四,值班员\n赵六,值班员、带班领导\n"
    enrolment = roll.take_in(roll.read("名单.csv", table.encode()).entries)
    assert (enrolment.added, enrolment.absent) == ((), ("张三", "王五", "钱七"))
    assert len(office.people()) == 5
    outcome = Rosters(office).rotate(date(2026, 3, 9), date(2026, 3, 10))
    assert {each.leader.name for each in outcome.changes.added} == {"赵六"}


@pytest.mark.parametrize(
    ("name", "table"), [("表.csv", "机密★5年\n" + ROSTER), ("【秘密】值班表.csv", ROSTER)], ids=["cell", "name"]
)
def test_what_bears_a_classification_mark_is_refused(office: Office, name: str, table: str) -> None:
    with pytest.raises(MarkedFile):
        Rosters(office).read(name, table.encode())


def test_shares_count_everybody_on_the_lists(office: Office) -> None:
    enrol(office)
    take_in(office, ROSTER)
    statistics = Lookup(office).statistics(date(2026, 3, 1), date(2026, 3, 31))
    turns = {share.person.name: share.tally.turns for share in statistics.shares}
    assert turns == {"张三": 1, "李四": 1, "王五": 1, "赵六": 1, "钱七": 1}


def test_shifts_that_are_over_are_left_alone_when_plans_are_extended(office: Office, clock: Clock) -> None:
    take_in(office, ROSTER)
    clock.pass_by(days=30)
    before = planned(office, *State)
    Planner(office).extend()
    assert planned(office, *State) == before
