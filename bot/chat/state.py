"""What the conversations of one running bot share, and the context that hands it to them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

from telegram.ext import Application, CallbackContext, ExtBot

from bot.access import Access, AskMember, Claim, Limiter
from bot.app import Canmou
from bot.config import Config
from bot.errors import CanmouError
from bot.reminders.delivery import Deliverer
from bot.reminders.pace import Limits, Pace
from bot.reminders.ticker import Ticker
from bot.services.office import Office
from bot.storage.admins import AdminStore
from bot.storage.answers import AnswerStore
from bot.storage.chats import ChatStore

MINUTE = timedelta(minutes=1)
# Whatever one person sends or presses; more than a person can do on purpose.
ACTIONS_PER_MINUTE = 30
# How often someone who may not ask is told so.
STRANGER_INTERVAL = timedelta(minutes=10)
CLAIM_TRIES = 5
CLAIM_INTERVAL = timedelta(minutes=15)


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
    admins: AdminStore
    chats: ChatStore
    answers: AnswerStore
    questions: Limiter
    actions: Limiter
    hints: Limiter
    tries: Limiter
    strangers: Limiter
    pace: Pace
    turns: Turns = field(default_factory=Turns)
    refreshing: dict[tuple[int, int], bool] = field(default_factory=dict)
    claim: Claim | None = None
    fault: CanmouError | None = None
    deliverer: Deliverer | None = None
    ticker: Ticker | None = None

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


def make_state(canmou: Canmou, pace: Pace, ask_member: AskMember) -> State:
    """Make the state from the assistant's parts; ``ask_member`` asks Telegram."""
    config, now = canmou.config, canmou.now
    admins, chats = AdminStore(canmou.engine), ChatStore(canmou.engine)
    office = Office(config, canmou.engine, now)
    access = Access(
        config,
        admins=admins,
        chats=chats,
        is_registered=lambda user_id: office.person(user_id) is not None,
        ask_member=ask_member,
        now=now,
    )
    return State(
        canmou=canmou,
        office=office,
        access=access,
        admins=admins,
        chats=chats,
        answers=AnswerStore(canmou.engine),
        questions=Limiter(config.chat.questions_per_minute, MINUTE, now),
        actions=Limiter(ACTIONS_PER_MINUTE, MINUTE, now),
        hints=Limiter(1, MINUTE, now),
        tries=Limiter(CLAIM_TRIES, CLAIM_INTERVAL, now),
        strangers=Limiter(1, STRANGER_INTERVAL, now),
        pace=pace,
    )
