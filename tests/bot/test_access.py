"""Roles, limits and the first administrator's code, without Telegram."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.access import CODE_ALPHABET, CROWD, Access, Claim, Limiter
from bot.config import Config
from bot.config.sections import Access as Listed
from bot.config.sections import Chat, Duty
from bot.permissions import Act, Role
from bot.services.office import SHARED, Office
from bot.storage import guests, people, roles
from bot.storage.chats import ChatStore
from bot.storage.database import open_database
from bot.storage.guests import Guest, Stand
from bot.storage.roles import Grant

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GROUP, MOVED, MOVED_AGAIN, OTHER = -1, -1001, -1002, -7


@dataclass
class World:
    """A clock, who is in which group, and who runs which; ``asked`` notes each question to Telegram."""

    time: datetime = START
    members: set[tuple[int, int]] = field(default_factory=set)
    runners: set[tuple[int, int]] = field(default_factory=set)
    asked: list[tuple[int, int]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    async def is_member(self, chat_id: int, user_id: int) -> bool:
        self.asked.append((chat_id, user_id))
        return (chat_id, user_id) in self.members

    async def is_runner(self, chat_id: int, user_id: int) -> bool:
        return (chat_id, user_id) in self.runners


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def access(engine: Engine, world: World) -> Access:
    return make_access(engine, world)


def make_access(engine: Engine, world: World, *, minutes: int = 10) -> Access:
    listed = Listed(admins=(1,), users=(2,), chats=(GROUP, OTHER))
    config = Config(access=listed, chat=Chat(member_cache_minutes=minutes), duty=Duty(director="张主任"))
    office = Office(config, engine, world.now)
    return Access(office, ask_member=world.is_member, ask_administrator=world.is_runner)


def give(engine: Engine, user_id: int, role: Role) -> None:
    with engine.begin() as connection:
        roles.give(connection, Grant(user_id, role, START, by=1))


async def test_roles_come_from_the_settings_the_database_and_telegram(
    access: Access, world: World, engine: Engine
) -> None:
    with engine.begin() as connection:
        for name, user_id in (("张主任", 5), ("王", 6), ("李", 7)):
            people.put(connection, name, user_id=user_id)
    given = ((9, Role.ADMIN), (6, Role.LEADER), (5, Role.LEADER), (1, Role.STAFF), (8, Role.STAFF))
    for user_id, role in given:
        give(engine, user_id, role)
    world.members = {(OTHER, 3)}
    found = {user_id: await access.role(user_id) for user_id in range(1, 10)}
    assert found == {
        **dict.fromkeys((1, 9), Role.ADMIN),
        **{5: Role.DIRECTOR, 6: Role.LEADER, 4: Role.STRANGER},
        **dict.fromkeys((2, 3, 7, 8), Role.STAFF),
    }
    assert {user_id for _, user_id in world.asked} == {3, 4}
    assert await access.admins() == {1, 9}


async def test_a_role_that_is_taken_away_is_gone_at_once(access: Access, engine: Engine) -> None:
    give(engine, 9, Role.ADMIN)
    assert await access.may(9, Act.INVITE)
    with engine.begin() as connection:
        roles.take_away(connection, 9)
    assert not await access.may(9, Act.INVITE)
    assert not await access.may(9, Act.ASK)


async def test_whoever_writes_in_a_served_group_is_of_the_staff_there(access: Access, world: World) -> None:
    assert await access.role(3, GROUP) is Role.STAFF
    assert await access.role(3) is Role.STRANGER
    assert await access.role(1, GROUP) is Role.ADMIN
    # In a group that is not served nobody is anything.
    assert await access.role(1, -99) is Role.STRANGER
    assert not await access.may(1, Act.ASK, -99)
    # Whoever writes in a group need not be asked about.
    assert world.asked == [(GROUP, 3), (OTHER, 3)]


@pytest.mark.parametrize("user_id", sorted(SHARED))
async def test_an_account_that_many_write_under_gets_no_privileged_act(
    access: Access, world: World, engine: Engine, user_id: int
) -> None:
    give(engine, user_id, Role.ADMIN)
    world.runners = world.members = {(GROUP, user_id)}
    assert await access.role(user_id) is Role.STRANGER
    assert await access.role(user_id, GROUP) is Role.STAFF
    assert not await access.may(user_id, Act.SET_GROUP, GROUP)
    assert await access.may(user_id, Act.ASK, GROUP)


@pytest.mark.parametrize(("act", "chat_id", "may"), [(Act.SET_GROUP, GROUP, True), (Act.INVITE, GROUP, False)])
async def test_a_groups_administrator_may_set_that_group_alone(
    access: Access, world: World, act: Act, chat_id: int, may: bool
) -> None:
    world.runners = world.members = {(GROUP, 3), (-99, 3)}
    assert await access.may(3, act, chat_id) is may
    assert not await access.may(3, act, OTHER)
    assert not await access.may(3, act, -99)
    assert not await access.may(3, act)


async def test_a_group_is_served_from_an_administrators_word_on_and_no_longer(access: Access, engine: Engine) -> None:
    served = []
    with engine.begin() as connection:
        assert guests.ask(connection, Guest(0, -99, "新群", 3, START), again_after=START)
    for stand in (Stand.WAITING, Stand.SERVED, Stand.REFUSED):
        with engine.begin() as connection:
            guest = guests.by_chat(connection, -99)
            assert guest
            guests.decide(connection, guest, stand, by=1, at=START)
        served.append((await access.is_listed(-99), -99 in await access.groups()))
    assert served == [(False, False), (True, True), (False, False)]


@pytest.mark.parametrize(("passed", "questions"), [(0, 1), (599, 1), (600, 2)])
async def test_a_membership_is_remembered_for_some_minutes(
    access: Access, world: World, passed: int, questions: int
) -> None:
    world.members = {(GROUP, 3), (OTHER, 3)}
    assert await access.role(3) is Role.STAFF
    world.members = set()
    world.time += timedelta(seconds=passed)
    await access.role(3)
    assert world.asked.count((GROUP, 3)) == questions


async def test_a_membership_need_not_be_remembered(engine: Engine, world: World) -> None:
    access = make_access(engine, world, minutes=0)
    for _ in range(2):
        await access.role(3)
    assert world.asked.count((GROUP, 3)) == 2


async def test_who_came_or_went_is_asked_about_again(access: Access, world: World) -> None:
    assert await access.role(3) is Role.STRANGER
    world.members = {(GROUP, 3)}
    access.forget(GROUP, 3)
    access.forget(GROUP, 99)
    assert await access.role(3) is Role.STAFF


async def test_memberships_of_many_are_not_remembered_for_ever(access: Access, world: World) -> None:
    for user_id in range(10, 10 + CROWD // 2 + 1):
        await access.role(user_id)
    world.time += timedelta(hours=1)
    await access.role(5)
    world.asked.clear()
    await access.role(10)
    assert len(world.asked) == 2


async def test_a_group_that_moved_is_listed_under_both_ids_and_asked_under_the_new(
    access: Access, world: World, engine: Engine
) -> None:
    chats = ChatStore(engine)
    chats.move(GROUP, MOVED)
    chats.move(MOVED, MOVED_AGAIN)
    assert await access.groups() == (MOVED_AGAIN, OTHER)
    listed = [await access.is_listed(chat_id) for chat_id in (GROUP, MOVED_AGAIN, OTHER, -99)]
    assert listed == [True, True, True, False]
    world.members = {(MOVED_AGAIN, 3)}
    assert await access.role(3) is Role.STAFF


async def test_a_circle_of_moves_ends(access: Access, engine: Engine) -> None:
    ChatStore(engine).move(GROUP, MOVED)
    ChatStore(engine).move(MOVED, GROUP)
    assert OTHER in await asyncio.wait_for(access.groups(), 5)


def test_a_limiter_counts_for_each_in_a_sliding_window(world: World) -> None:
    limiter = Limiter(2, timedelta(minutes=1), world.now)
    admitted = []
    for seconds in (0, 20, 20, 19, 1, 20):
        world.time += timedelta(seconds=seconds)
        admitted.append(limiter.admits(1))
    assert admitted == [True, True, False, False, True, True]
    assert limiter.admits(2)


def test_a_limiter_forgets_who_has_been_quiet(world: World) -> None:
    limiter = Limiter(1, timedelta(minutes=1), world.now)
    for key in range(CROWD):
        assert limiter.admits(key)
    assert not limiter.admits(0)
    world.time += timedelta(minutes=1)
    assert limiter.admits(-1)
    assert len(limiter) == 1


@pytest.mark.parametrize("change", [str, str.lower, " {} ".format, "\n{}\n".format])
def test_the_code_is_good_once(change: Callable[[str], str]) -> None:
    claim = Claim()
    guess = change(claim.code)
    assert claim.redeem(guess)
    assert claim.code == ""
    assert not claim.redeem(guess)
    assert not claim.redeem("")


@pytest.mark.parametrize("guess", ["", " ", "密码", "A", "\x00", "é" * 10])
def test_a_wrong_code_changes_nothing(guess: str) -> None:
    claim = Claim()
    assert not claim.redeem(guess)
    assert claim.redeem(claim.code)


def test_codes_differ_and_are_easy_to_read() -> None:
    codes = {Claim().code for _ in range(20)}
    assert len(codes) == 20
    assert set("".join(codes)) <= set(CODE_ALPHABET)
    assert not set("01OIl") & set(CODE_ALPHABET)
