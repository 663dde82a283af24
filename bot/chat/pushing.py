"""Reminders out to Telegram: how one is sent, which refusal means what, and whether its chat may still be told.

The loop itself is ``bot.reminders.delivery``; what a reminder says is in ``pushes``.
"""

import asyncio
import os
import secrets
import socket
from datetime import timedelta
from functools import partial
from time import monotonic

import httpx
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.chat.buttons import keyboard
from bot.chat.patience import PACED
from bot.chat.pushes import word
from bot.chat.sending import NO_PREVIEW
from bot.chat.state import State
from bot.errors import TokenRefused
from bot.permissions import Act
from bot.reminders.delivery import Deliverer, Outside
from bot.reminders.faults import Moved, Rejected, ShutOut, TooMany, Unreachable
from bot.reminders.model import Delivery, Later, Outgoing, Skip
from bot.storage.deliveries import DeliveryStore
from bot.storage.groups import settings_of
from bot.storage.reminders import ReminderStore

# Telegram's words, in lower case, for a chat that the bot cannot write to though it does not call it forbidden.
CLOSED = (
    "chat not found",
    "not enough rights to send",
    "chat_write_forbidden",
    "user is deactivated",
    "peer_id_invalid",
)
# The same for a topic.
TOPIC_GONE = ("thread not found", "topic_closed", "topic_deleted")
# Nothing was sent yet when one of these happens.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
NOT_SERVED = "the chat is not served any more"


def make_deliverer(state: State, bot: ExtBot[bool]) -> Deliverer:
    """Return the loop that delivers this bot's reminders."""
    engine, host = state.canmou.engine, socket.gethostname()
    outside = Outside(
        now=state.canmou.now,
        steady=monotonic,
        zone=state.office.zone,
        render=partial(_render, state),
        send=partial(_send, state, bot),
        admins=state.access.admins,
        move=partial(_move, state),
        note=state.metrics.note_delivery,
    )
    # The number of a process comes again, in a container each time.
    worker = f"{host}:{os.getpid()}:{secrets.token_hex(4)}"
    return Deliverer(DeliveryStore(engine, worker), ReminderStore(engine), state.pace, outside=outside, host=host)


async def _render(state: State, delivery: Delivery) -> Outgoing | Skip | Later:
    """Word a delivery, if its chat may still be told."""
    if not await _is_served(state, delivery.chat_id):
        return Skip(NOT_SERVED)
    return await asyncio.to_thread(word, state, delivery)


async def _is_served(state: State, chat_id: int) -> bool:
    """Tell whether a chat may be told anything; Telegram may be asked, so this raises a DeliveryFault too."""
    if chat_id < 0:
        return await state.access.is_listed(chat_id)
    try:
        return await state.access.may(chat_id, Act.ASK)
    except RetryAfter as refusal:
        raise _too_many(refusal) from refusal
    except NetworkError as trouble:
        raise Unreachable(type(trouble).__name__, may_have_arrived=False) from trouble


async def _move(state: State, old: int, new: int) -> None:
    await asyncio.to_thread(state.chats.move, old, new)


async def _send(state: State, bot: ExtBot[bool], chat_id: int, outgoing: Outgoing) -> int:
    """Send a reminder and return its number; raise a DeliveryFault."""
    thread_id = await asyncio.to_thread(_topic, state, chat_id)
    try:
        return await _put_somewhere(bot, chat_id, outgoing, thread_id)
    except RetryAfter as refusal:
        raise _too_many(refusal) from refusal
    except ChatMigrated as refusal:
        raise Moved(refusal.new_chat_id) from refusal
    except Forbidden as refusal:
        raise ShutOut from refusal
    except BadRequest as refusal:
        raise (ShutOut() if _says(refusal, CLOSED) else Rejected(refusal.message)) from refusal
    except NetworkError as trouble:
        raise _unreachable(trouble) from trouble
    except (Conflict, TokenRefused) as refusal:
        raise Unreachable(type(refusal).__name__, may_have_arrived=False) from refusal


async def _put_somewhere(bot: ExtBot[bool], chat_id: int, outgoing: Outgoing, thread_id: int | None) -> int:
    """Send to the topic, or to the group at large when the topic is gone."""
    try:
        return await _put(bot, chat_id, outgoing, thread_id)
    except BadRequest as refusal:
        if thread_id is None or not _says(refusal, TOPIC_GONE):
            raise
        return await _put(bot, chat_id, outgoing, None)


async def _put(bot: ExtBot[bool], chat_id: int, outgoing: Outgoing, thread_id: int | None) -> int:
    message = await bot.send_message(
        chat_id,
        outgoing.text,
        parse_mode=ParseMode.HTML,
        message_thread_id=thread_id,
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard(outgoing.buttons),
        rate_limit_args=PACED,
    )
    return message.message_id


def _says(refusal: BadRequest, words: tuple[str, ...]) -> bool:
    return any(each in refusal.message.lower() for each in words)


def _too_many(refusal: RetryAfter) -> TooMany:
    pause = refusal.retry_after
    return TooMany(pause if isinstance(pause, timedelta) else timedelta(seconds=pause))


def _unreachable(trouble: NetworkError) -> Unreachable:
    """Tell whether the message may have arrived: not when there was no connection, nor when a refusal came back."""
    cause = trouble.__cause__
    reply_unseen = isinstance(cause, httpx.HTTPError) and not isinstance(cause, NEVER_SENT)
    return Unreachable(type(cause or trouble).__name__, may_have_arrived=reply_unseen)


def _topic(state: State, chat_id: int) -> int | None:
    """Return the topic of a group that reminders go to."""
    if chat_id > 0:
        return None
    with state.office.begin() as connection:
        return settings_of(connection, chat_id).thread_id
