"""The bot in Telegram: its conversations, one module each, and the application that they make up.

``commands`` holds the table of commands; ``gate`` lets people in; ``faults`` is where errors end. Telegram's library
lives in this package and nowhere else.
"""

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
)
from telegram.ext.filters import CAPTION, COMMAND, TEXT, ChatType, Document, StatusUpdate, UpdateType
from telegram.request import BaseRequest, HTTPXRequest

from bot.access import Claim
from bot.app import Canmou, prepare_model
from bot.chat import commands, faults, membership, presses, pushes, pushing
from bot.chat.addressing import ForUs
from bot.chat.asking import say_only_text
from bot.chat.gate import admitted
from bot.chat.intents import understand
from bot.chat.marking import Marked, note_album, warn
from bot.chat.menus import Menus
from bot.chat.patience import Patience
from bot.chat.polling import Polling
from bot.chat.proofing import Paper, proofread
from bot.chat.state import Chat, Context, make_pace, make_state
from bot.chat.uploads import take_file
from bot.chat.webhook import WebhookUpdater, start_server
from bot.config import require_token
from bot.config.sections import Telegram
from bot.permissions import Role
from bot.reminders.ticker import Ticker
from bot.services.members import Members
from bot.storage.leadership import Leadership

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.CHAT_MEMBER,
)
OTHER = "other"
CONCURRENT_UPDATES = 256
CONNECTIONS = 256


def application(canmou: Canmou, *, request: BaseRequest | None = None) -> Chat:
    """Return the bot, ready to be started; ``request`` is how Telegram is reached, if not in the usual way."""
    telegram = canmou.config.telegram
    pace = make_pace(canmou.config)
    builder = (
        ApplicationBuilder()
        .token(require_token(canmou.config))
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .request(request or HTTPXRequest(CONNECTIONS, httpx_kwargs=_ways(telegram)))
        .get_updates_request(Polling(Leadership(canmou.engine), httpx_kwargs=_ways(telegram)))
        .rate_limiter(Patience(pace))
        .context_types(ContextTypes(context=Context))
        .concurrent_updates(CONCURRENT_UPDATES)
        .job_queue(None)
        .post_init(prepare)
        .post_stop(wind_up)
    )
    chat: Chat = builder.build()
    if telegram.webhook_url:
        chat.updater = WebhookUpdater(chat.bot, chat.update_queue)
    chat.bot_data["state"] = make_state(
        canmou,
        pace,
        ask_member=partial(membership.is_member, chat.bot),
        ask_administrator=partial(membership.is_administrator, chat.bot),
    )
    chat.add_handlers([*_message_handlers(), *_other_handlers()])
    chat.add_handler(TypeHandler(Update, note_update), group=-3)
    chat.add_handler(MessageHandler(UpdateType.MESSAGE, note_album), group=-2)
    # Beside what is made of the message, which does not wait for it.
    private = UpdateType.MESSAGE & ChatType.PRIVATE
    chat.add_handler(MessageHandler(private, membership.note_writing, block=False), group=-1)
    chat.add_error_handler(faults.handle)
    return chat


def _ways(telegram: Telegram) -> dict[str, Any]:
    """Return how the server is reached: one on this machine never by the proxy that the environment names."""
    return {"trust_env": False} if urlsplit(telegram.base_url).hostname in ("127.0.0.1", "localhost") else {}


def run(canmou: Canmou) -> None:
    """Run the bot until it is told to stop; raise SecondPoller or TokenRefused when it cannot go on."""
    chat = application(canmou)
    with asyncio.Runner() as runner:
        asyncio.set_event_loop(runner.get_loop())
        try:
            _run(chat, canmou.config.telegram)
        finally:
            # What a start that failed leaves behind.
            runner.run(wind_up(chat))
            runner.run(chat.bot.request.shutdown())
    fault = chat.bot_data["state"].fault
    if fault is not None:
        raise fault


def _run(chat: Chat, telegram: Telegram) -> None:
    if telegram.webhook_url:
        chat.run_webhook(
            webhook_url=telegram.webhook_url,
            secret_token=telegram.webhook_secret.get_secret_value(),
            allowed_updates=ALLOWED_UPDATES,
            bootstrap_retries=-1,
            close_loop=False,
        )
    else:
        chat.run_polling(
            allowed_updates=ALLOWED_UPDATES, drop_pending_updates=False, bootstrap_retries=-1, close_loop=False
        )


async def note_update(update: Update, context: Context) -> None:
    """Count an update."""
    kind = next((kind for kind in ALLOWED_UPDATES if getattr(update, kind) is not None), OTHER)
    context.state.metrics.note_update(kind)


async def prepare(chat: Chat) -> None:
    """Set the menus and start to deliver; while nobody is an administrator, print the code that makes one."""
    state = chat.bot_data["state"]
    if state.canmou.model is not None:
        # In the background: the bot answers meanwhile, word for word if need be.
        state.writers.submit(prepare_model, state.canmou)
    state.deliverer = pushing.make_deliverer(state, chat.bot)
    state.ticker = Ticker(state.deliverer.wake, partial(pushes.extend, state))
    await state.ticker.start()
    state.server = await start_server(chat, state)
    state.menus = Menus(chat.bot, commands.LINES)
    await state.menus.publish()
    for member in await asyncio.to_thread(Members(state.office).everyone):
        if member.role is not Role.STAFF:
            # The many are shown theirs when they write.
            await state.menus.show(member.user_id, member.role)
    if not await state.access.admins():
        state.claim = Claim()
        print(
            f"Nobody is an administrator yet. To become one, send @{chat.bot.username} this message in a private chat: "
            f"/claim {state.claim.code}",
            flush=True,
        )


async def wind_up(chat: Chat) -> None:
    """Deliver no more; what is under way comes to its end."""
    state = chat.bot_data["state"]
    if state.ticker is not None and state.deliverer is not None:
        await state.ticker.stop()
        await state.deliverer.stop()
    if state.server is not None:
        await state.server.stop()
    state.writers.shutdown(wait=False, cancel_futures=True)


def _message_handlers() -> Iterator[BaseHandler[Update, Context, None]]:
    """Yield the handlers of messages; the first that fits has the message."""
    yield MessageHandler((UpdateType.MESSAGE | UpdateType.EDITED_MESSAGE) & Marked(), warn)
    yield from commands.handlers()
    for_us = UpdateType.MESSAGE & ForUs()
    yield MessageHandler(for_us & COMMAND, admitted(commands.say_unknown))
    yield MessageHandler(for_us & Paper(), admitted(proofread))
    yield MessageHandler(for_us & ChatType.PRIVATE & Document.ALL, admitted(take_file))
    yield MessageHandler(for_us & (TEXT | CAPTION), admitted(understand))
    yield MessageHandler(for_us & ChatType.PRIVATE & ~StatusUpdate.ALL, admitted(say_only_text))


def _other_handlers() -> Iterator[BaseHandler[Update, Context, None]]:
    yield CallbackQueryHandler(presses.react)
    yield MessageHandler(StatusUpdate.MIGRATE, membership.note_move)
    yield MessageHandler(
        StatusUpdate.NEW_CHAT_MEMBERS | StatusUpdate.LEFT_CHAT_MEMBER, membership.note_coming_and_going
    )
    yield ChatMemberHandler(membership.note_own_standing, ChatMemberHandler.MY_CHAT_MEMBER)
    yield ChatMemberHandler(membership.note_standing, ChatMemberHandler.CHAT_MEMBER)
