"""Coming in and being forgotten as whole steps, on SQLite and PostgreSQL: of several at once one counts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from bot.config import Config
from bot.config.sections import Access, Duty
from bot.office.acts import Actor
from bot.permissions import Role
from bot.services.admission import HOURLY, REPEAT, Admission
from bot.services.guests import Guests
from bot.services.invitations import InvitationFault, Invitations, Newcomer
from bot.services.members import MemberFault, Members
from bot.services.office import Office
from bot.services.privacy import Privacy
from bot.storage import drafts, people, receipts, roles
from bot.storage.drafts import Draft
from bot.storage.forgetting import LEFT
from bot.storage.guests import Stand
from bot.storage.receipts import Answer, Receipt
from bot.storage.tables import metadata
from tests.fakes import Clock

CHIEF, LARGE = 1, 7_123_456_789  # accounts; newer ones need more than 32 bits
BY = Actor(CHIEF, CHIEF)
DAY = timedelta(days=1)
NAME, PHONE = "张三", "13912345678"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(database: Engine, clock: Clock) -> Office:
    return Office(Config(access=Access(admins=(CHIEF,), chats=(-5,))), database, clock.now)


def at_once(count: int, step: Callable[[int], bool]) -> int:
    """Take a step in several threads; return how many it counted for."""
    with ThreadPoolExecutor(count) as pool:
        return sum(pool.map(step, range(count)))


def test_of_many_who_follow_a_link_at_once_one_comes_in(office: Office) -> None:
    code = Invitations(office).make(Role.LEADER, by=BY)

    def _follow(number: int) -> bool:
        try:
            Invitations(office).follow(code, Newcomer(LARGE + number, "来了。"))
        except InvitationFault:
            return False
        return True

    assert at_once(6, _follow) == 1
    assert [office.role(LARGE + number) for number in range(6)].count(Role.LEADER) == 1


def test_two_administrators_never_take_the_role_from_each_other(database: Engine, clock: Clock) -> None:
    office = Office(Config(), database, clock.now)
    for user_id in (1, 2):
        Members(office).claim(user_id)

    def _take(number: int) -> bool:
        try:
            Members(office).take_away((2, 1)[number], by=Actor((1, 2)[number]))
        except MemberFault:
            return False
        return True

    assert at_once(2, _take) == 1
    assert len(office.admins()) == 1


def test_a_request_is_decided_once_whatever_is_pressed(office: Office) -> None:
    assert Admission(office).ask(LARGE, NAME)

    def _decide(number: int) -> bool:
        if number % 2:
            return Admission(office).admit(1, Role.STAFF, told="好", by=BY) is not None
        return Admission(office).refuse(1, by=BY) is not None

    assert at_once(6, _decide) == 1


def test_only_so_many_are_asked_about_in_an_hour(office: Office, clock: Clock) -> None:
    admission = Admission(office)
    assert [admission.ask(LARGE + number, "某") for number in range(HOURLY + 2)] == [True] * HOURLY + [False] * 2
    clock.pass_by(hours=1)
    assert admission.ask(LARGE + HOURLY, "某")


def test_who_was_refused_may_ask_anew_after_a_while(office: Office, clock: Clock) -> None:
    admission = Admission(office)
    admission.ask(LARGE, NAME)
    assert admission.refuse(1, by=BY)
    clock.time += REPEAT - DAY
    assert not admission.ask(LARGE, NAME)
    clock.time += DAY
    assert admission.ask(LARGE, NAME)
    found = admission.find(2)
    assert found
    assert (found.user_id, found.called) == (LARGE, NAME)


def test_a_group_is_asked_about_once_and_served_once(office: Office) -> None:
    guests = Guests(office)
    for _ in range(3):
        guests.ask(-1_001_234_567_890, "新群", added_by=LARGE)
    guests.ask(-5, "登记过的群", added_by=LARGE)
    (guest,) = guests.everyone()
    assert at_once(4, lambda _: guests.serve(guest, greeting="好", by=BY)) == 1
    assert office.groups() == (-5, guest.chat_id)
    (guest,) = guests.everyone()
    assert guest.stand is Stand.SERVED
    assert guests.refuse(guest, by=BY)
    assert office.groups() == (-5,)


def test_a_director_by_name_and_a_leader_by_word_have_the_higher_role(database: Engine, clock: Clock) -> None:
    office = Office(Config(duty=Duty(director=NAME)), database, clock.now)
    with office.begin() as connection:
        people.put(connection, NAME, user_id=LARGE)
        roles.give(connection, roles.Grant(LARGE, Role.LEADER, clock.now()))
    assert office.role(LARGE) is Role.DIRECTOR


def test_nothing_of_a_forgotten_person_is_in_any_row(office: Office, clock: Clock) -> None:
    with office.begin() as connection:
        person = people.put(connection, NAME, phone=PHONE, user_id=LARGE)
        roles.give(connection, roles.Grant(LARGE, Role.LEADER, clock.now()))
        content = {"people": f"{NAME}、李四", "lines": [f"电话{PHONE}"], "citations": ["张三丰的原文"], "count": 3}
        drafts.start(connection, Draft(0, "meeting", -5, CHIEF, content, clock.now()))
        drafts.start(connection, Draft(0, "own", LARGE, LARGE, {}, clock.now()))
        for user_id, subject in ((LARGE, 1), (-person.id, 1), (LARGE, 2)):
            receipt = Receipt(user_id, NAME, Answer.LEAVE, clock.now(), "生病")
            receipts.give(connection, "sitting", subject, receipt)
    Privacy(office).forget_account(LARGE, by=BY)
    with office.begin() as connection:
        rows = {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}
        left = drafts.latest(connection, "meeting", chat_id=-5, user_id=CHIEF)
        given = {subject: receipts.given(connection, "sitting", subject) for subject in (1, 2)}
    assert str(LARGE) not in str(rows)
    assert PHONE not in str(rows)
    assert left
    assert left.content == {"people": f"{LEFT}、李四", "lines": ["电话"], "citations": ["张三丰的原文"], "count": 3}
    assert [(number, receipt.name) for each in given.values() for number, receipt in each.items()] == [
        (-person.id, LEFT),
        (-person.id, LEFT),
    ]
    assert given[2][-person.id].reason == ""
