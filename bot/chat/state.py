"""What the conversations of one running bot share, and the context that hands it to them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from telegram.ext import Application, CallbackContext, ExtBot

from bot.access import Access, AskMember, Claim, Limiter
from bot.app import Canmou
from bot.chat.albums import Albums
from bot.chat.menus import Menus
from bot.config import Config
from bot.errors import CanmouError
from bot.metrics import Metrics
from bot.reminders.delivery import Deliverer
from bot.reminders.pace import Limits, Pace
from bot.reminders.ticker import Ticker
from bot.services.answers import AnswerService
from bot.services.model import ModelService
from bot.services.office import Office
from bot.storage.answers import AnswerStore
from bot.storage.chats import ChatStore
from bot.web.serving import Serving

MINUTE = timedelta(minutes=1)
# Whatever one person sends or presses; more than a person can do on purpose.
ACTIONS_PER_MINUTE = 30
# How often someone who may not ask is told so.
STRANGER_INTERVAL = timedelta(minutes=10)
# Replies of the language model that are waited for at once; others wait in turn, and no longer than a reply may take.
WRITERS = 4
MARGIN = 1  # seconds beyond a reply's own time, in which it ends by itself
CLAIM_TRIES = 5
CLAIM_INTERVAL = timedelta(minutes=15)

Written = TypeVar("Written")


class Turns:
    """Lets one thing at a time happen in a chat, in the order of coming; chats do not wait for each other."""

    def __init__(self) -> None:
        # A lock lives as long as someone holds it or waits for it.
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def take(self, chat_id: int) -> AsyncIterator[None]:
        """Wait for the chat's turn and keep it."""
        lock = self._locks.setdefault(chat_id, asyncio.Lock())
        async with lock:
            yield


@dataclass(slots=True)
class State:
    """The stores, the rules of access and the limits; ``fault`` is why the bot stopped by itself.

    The limits, each for one person or group: ``questions`` and all ``actions``, ``hints`` that are given once in a
    while, ``strangers`` who are told how to be admitted, ``tries`` at the code of the first administrator. Messages
    that are ``refreshing`` are being brought up to date, once more when that is true.
    """

    canmou: Canmou
    office: Office
    access: Access
    chats: ChatStore
    answers: AnswerStore
    answering: AnswerService
    models: ModelService
    questions: Limiter
    actions: Limiter
    hints: Limiter
    tries: Limiter
    strangers: Limiter
    pace: Pace
    turns: Turns = field(default_factory=Turns)
    albums: Albums = field(default_factory=Albums)
    refreshing: dict[tuple[int, int], bool] = field(default_factory=dict)
    claim: Claim | None = None
    menus: Menus | None = None
    fault: CanmouError | None = None
    deliverer: Deliverer | None = None
    ticker: Ticker | None = None
    server: Serving | None = None
    metrics: Metrics = field(default_factory=Metrics)
    # Beside the usual threads, which nobody shall wait for because a model is slow.
    writers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(WRITERS, "writer"))

    async def write(self, work: Callable[..., Written], *arguments: object) -> Written | None:
        """Have done what takes a language model; return None when it is not done in the time that a reply may take."""
        writing = asyncio.get_running_loop().run_in_executor(self.writers, partial(work, *arguments))
        await asyncio.wait({writing}, timeout=self.canmou.config.model.timeout_seconds + MARGIN)
        if writing.done():
            return writing.result()
        writing.cancel()
        return None

    def wake(self) -> None:
        """Have what was just planned delivered at once."""
        if self.deliverer is not None:
            self.deliverer.wake()


class Context(CallbackContext[ExtBot[bool], dict[Any, Any], dict[Any, Any], dict[str, State]]):
    """What a handler gets beside the update."""

    @property
    def state(self) -> State:
        """Return what the conversations share."""
        return self.bot_data["state"]


Chat = Application[ExtBot[bool], Context, dict[Any, Any], dict[Any, Any], dict[str, State], None]


def make_pace(config: Config) -> Pace:
    """Return the pace that the settings allow."""
    delivery = config.delivery
    return Pace(Limits(delivery.per_second, delivery.per_chat_second, delivery.per_group_minute))


def make_state(canmou: Canmou, pace: Pace, *, ask_member: AskMember, ask_administrator: AskMember) -> State:
    """Make the state from the assistant's parts; the functions ask Telegram who is in a group and who runs it."""
    config, now = canmou.config, canmou.now
    office = Office(config, canmou.engine, now)
    access = Access(office, ask_member=ask_member, ask_administrator=ask_administrator)
    metrics = Metrics()
    models = ModelService(office, metrics.counted(canmou.model))
    return State(
        canmou=canmou,
        office=office,
        access=access,
        chats=ChatStore(canmou.engine),
        answers=AnswerStore(canmou.engine),
        answering=AnswerService(canmou.answerer, models),
        models=models,
        questions=Limiter(config.chat.questions_per_minute, MINUTE, now),
        actions=Limiter(ACTIONS_PER_MINUTE, MINUTE, now),
        hints=Limiter(1, MINUTE, now),
        tries=Limiter(CLAIM_TRIES, CLAIM_INTERVAL, now),
        strangers=Limiter(1, STRANGER_INTERVAL, now),
        pace=pace,
        metrics=metrics,
    )
