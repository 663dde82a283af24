"""Roles, limits and the first administrator's code, without Telegram."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.access import CODE_ALPHABET, CROWD, Access, Claim, Limiter, Role
from bot.config import Config
from bot.config.sections import Access as Listed
from bot.config.sections import Chat
from bot.storage.admins import AdminStore
from bot.storage.chats import ChatStore
from bot.storage.database import open_database

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GROUP, MOVED, MOVED_AGAIN, OTHER = -1, -1001, -1002, -7
REGISTERED = {6}


@dataclass
class World:
    """A clock, and who is in which group; ``asked`` notes each question to Telegram."""

    time: datetime = START
    members: set[tuple[int, int]] = field(default_factory=set)
    asked: list[tuple[int, int]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    async def is_member(self, chat_id: int, user_id: int) -> bool:
        self.asked.append((chat_id, user_id))
        return (chat_id, user_id) in self.members


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
    config = Config(access=listed, chat=Chat(member_cache_minutes=minutes))
    admins, chats = AdminStore(engine), ChatStore(engine)
    return Access(
        config,
        admins=admins,
        chats=chats,
        is_registered=REGISTERED.__contains__,
        ask_member=world.is_member,
        now=world.now,
    )


async def test_roles_come_from_the_settings_the_database_and_telegram(
    access: Access, world: World, engine: Engine
) -> None:
    AdminStore(engine).add(9, since=START)
    world.members = {(OTHER, 3)}
    roles = [await access.role(user_id) for user_id in (1, 9, 2, 3, 4)]
    assert roles == [Role.ADMIN, Role.ADMIN, Role.USER, Role.MEMBER, Role.STRANGER]
    assert {user_id for _, user_id in world.asked} == {3, 4}
    assert await access.admins() == {1, 9}


@pytest.mark.parametrize(("passed", "questions"), [(0, 1), (599, 1), (600, 2)])
async def test_a_membership_is_remembered_for_some_minutes(
    access: Access, world: World, passed: int, questions: int
) -> None:
    world.members = {(GROUP, 3), (OTHER, 3)}
    assert await access.role(3) is Role.MEMBER
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
    assert await access.role(3) is Role.MEMBER


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
    assert await access.role(3) is Role.MEMBER


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
