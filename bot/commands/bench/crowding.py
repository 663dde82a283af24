"""How long answers take when many ask at once, beside one person who asks alone; in the same run, over HTTP.

The bot runs as it does, over the starter handbook with the real model, against a local Telegram. Each question is
timed from when it is said to when its answer has arrived.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from time import perf_counter

from pydantic import SecretStr

from bot import chat
from bot.app import build, prepare_library
from bot.commands.bench.figures import Figure, Stage, spread
from bot.commands.session import working
from bot.config import Config
from bot.config.sections import Access, Delivery, Telegram
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Chat as Group
from bot.sandbox.world import Message, User
from knowledge.embedding import Embedder

PEOPLE, SECONDS = 50, 60.0
EACH = 3  # questions of each person in that time, at moments of their own
WARM_UP, ALONE = 5, 40  # questions one after the other
IN_GROUP = 5  # every so-manieth person asks in the group
PATIENCE = 60.0  # seconds after which an answer counts as lost
MANY = 100_000
QUESTIONS = (
    "突发事件多久之内要上报？",
    "值班电话应当怎样接听？",
    "会议通知应当写明哪些内容？",
    "公章带出去用要谁批准？",
    "公文办理完毕后怎么归档？",
    "交接班要交接什么？",
    "来访群众由谁接待？",
    "涉密文件怎样销毁？",
    "请示和报告有什么区别？",
    "督查事项多长时间反馈？",
)
REMARK = "from saying a question to the arrival of its answer; ratios are to one person who asks alone in the same run"


@dataclass(frozen=True, slots=True)
class Scene:
    """A local Telegram with people in it, and the group that they share."""

    server: Sandbox
    people: tuple[User, ...]
    group: Group


@dataclass(frozen=True, slots=True)
class Times:
    """The seconds of each question, None of those that were not answered."""

    alone: Sequence[float | None]
    crowd: Sequence[float | None]
    burst: Sequence[float | None]


def measure_crowd(config: Config, model: Embedder) -> Stage:
    """Return how long answers take for one person and for many."""
    with working("Asking, 50 people for a minute"):
        times = asyncio.run(_measure(config, model))
    asked = [*times.alone, *times.crowd, *times.burst]
    alone, crowd, burst = map(_answered, (times.alone, times.crowd, times.burst))
    figures = (
        *spread("one person alone", alone),
        *spread(f"{PEOPLE} people over {SECONDS:.0f} s", crowd, alone),
        Figure("the longest of them", max(crowd) * 1000, "ms"),
        *spread(f"{PEOPLE} people at the same moment", burst, alone),
        Figure("asked", len(asked), "questions"),
        Figure("not answered", asked.count(None), "questions", most=0),
    )
    return Stage("Load", figures, REMARK)


def _answered(seconds: Sequence[float | None]) -> list[float]:
    return [each for each in seconds if each is not None]


async def _measure(config: Config, model: Embedder) -> Times:
    async with Sandbox() as server:
        people = tuple(server.add_user(f"人{number}") for number in range(PEOPLE))
        group = server.add_group("综合科", people)
        access = Access(admins=(people[0].id,), users=tuple(person.id for person in people), chats=(group.id,))
        telegram = Telegram(token=SecretStr(server.token), base_url=server.base_url)
        pace = Delivery(per_second=MANY, per_chat_second=MANY, per_group_minute=MANY)
        changes = {"telegram": telegram, "access": access, "delivery": pace}
        with build(config.model_copy(update=changes), embedder=model) as canmou:
            prepare_library(canmou)
            bot = chat.application(canmou)
            async with bot:
                await chat.prepare(bot)
                assert bot.updater
                await bot.updater.start_polling(allowed_updates=chat.ALLOWED_UPDATES)
                await bot.start()
                times = await _ask_all(Scene(server, people, group))
                await bot.updater.stop()
                await bot.stop()
                await chat.wind_up(bot)
    return times


async def _ask_all(scene: Scene) -> Times:
    alone = []
    # One at a time; not always the same person, who may only ask so much in a minute.
    for person, question in islice(zip(cycle(scene.people), cycle(QUESTIONS), strict=False), WARM_UP + ALONE):
        alone.append(await _ask(scene, person, person.id, question))
    crowd = await asyncio.gather(*_crowd(scene))
    pairs = zip(scene.people, cycle(QUESTIONS), strict=False)
    burst = await asyncio.gather(*(_ask(scene, person, person.id, question) for person, question in pairs))
    return Times(alone[WARM_UP:], crowd, burst)


def _crowd(scene: Scene) -> Iterator[Awaitable[float | None]]:
    """Yield the questions of all, each at its moment of the minute."""
    dice, total = Random(0), len(scene.people) * EACH
    for person in islice(cycle(scene.people), total):
        place = scene.group.id if person.id % IN_GROUP == 0 else person.id
        yield _later(dice.random() * SECONDS, scene, person, (place, dice.choice(QUESTIONS)))


async def _later(seconds: float, scene: Scene, person: User, asked: tuple[int, str]) -> float | None:
    await asyncio.sleep(seconds)
    return await _ask(scene, person, *asked)


async def _ask(scene: Scene, person: User, place: int, question: str) -> float | None:
    """Return the seconds until a question is answered, None when it is not."""
    words = question if place > 0 else f"@{scene.server.bot.username} {question}"
    started = perf_counter()
    asked = scene.server.say(person, place, words)
    try:
        await scene.server.backend.bell.until(_arrival(scene, asked), PATIENCE)
    except TimeoutError:
        return None
    return perf_counter() - started


def _arrival(scene: Scene, asked: Message) -> Callable[[], Message | None]:
    """Return what finds the answer: in a group what replies to the question, in private what comes after it."""
    messages, bot = scene.server.world.chats[asked.chat_id].messages, scene.server.bot

    def _look() -> Message | None:
        for each in reversed(messages.values()):
            if each.message_id <= asked.message_id:
                return None
            if each.sender == bot and each.buttons and (asked.chat_id > 0 or each.reply_to == asked.message_id):
                return each
        return None

    return _look
