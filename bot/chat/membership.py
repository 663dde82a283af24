"""What Telegram tells of chats: who is in a group, who came and went, where a group moved, who shut the bot out."""

import asyncio
import unicodedata

from telegram import Bot, ChatMember, ChatMemberRestricted, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.chat.state import Context
from bot.format import shorten
from bot.services.guests import Guests

NAME = 30  # characters that are shown of what someone or some group calls itself
RUNNING = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
PRESENT = (*RUNNING, ChatMember.MEMBER)
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


async def is_member(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Ask Telegram whether someone is in a group; of a group that the bot is not in, nobody counts as a member."""
    try:
        return is_present(await bot.get_chat_member(chat_id, user_id))
    except ChatMigrated as moved:
        return await is_member(bot, moved.new_chat_id, user_id)
    except (BadRequest, Forbidden):
        return False


async def called_in(bot: Bot, chat_id: int, user_id: int) -> str | None:
    """Return what someone calls themselves who is in a group, None for who is not."""
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except TelegramError:
        return None
    return fit(member.user.full_name) if is_present(member) and not member.user.is_bot else None


async def administrators(bot: Bot, chat_id: int) -> tuple[tuple[int, str], ...]:
    """Return who runs a group, the account and what they call themselves."""
    try:
        found = await bot.get_chat_administrators(chat_id)
    except TelegramError:
        return ()
    return tuple((each.user.id, fit(each.user.full_name)) for each in found if not each.user.is_bot)


async def is_administrator(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Ask Telegram whether someone runs a group."""
    try:
        return (await bot.get_chat_member(chat_id, user_id)).status in RUNNING
    except (BadRequest, Forbidden):
        return False


def fit(name: str) -> str:
    """Return what someone or some group calls itself in one short line without signs that cannot be seen."""
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in name)
    return shorten(" ".join(seen.split()), NAME)


def is_present(member: ChatMember) -> bool:
    """Tell whether this standing means being in the chat."""
    return member.status in PRESENT or (isinstance(member, ChatMemberRestricted) and member.is_member)


async def note_own_standing(update: Update, context: Context) -> None:
    """Note that the bot was shut out of a chat or let in again; have the administrators asked about a new group."""
    change, state = update.my_chat_member, context.state
    if change is None:
        return
    if not is_present(change.new_chat_member):
        await asyncio.to_thread(state.chats.silence, change.chat.id, since=state.canmou.now())
        return
    await asyncio.to_thread(state.chats.wake, change.chat.id)
    if change.chat.type in GROUPS and not is_present(change.old_chat_member):
        title = fit(change.chat.title or "")
        await asyncio.to_thread(Guests(state.office).ask, change.chat.id, title, added_by=change.from_user.id)
        state.wake()


async def note_writing(update: Update, context: Context) -> None:
    """Note that someone wrote in private, for the first time or again: from then on the bot may write to them."""
    if update.message is not None:
        await asyncio.to_thread(context.state.chats.wake, update.message.chat_id)


async def note_standing(update: Update, context: Context) -> None:
    """Forget what was known of someone whose standing in a group changed."""
    change = update.chat_member
    if change is not None:
        context.state.access.forget(change.chat.id, change.new_chat_member.user.id)


async def note_coming_and_going(update: Update, context: Context) -> None:
    """Forget what was known of those who came into a group or left it."""
    message = update.message
    if message is None:
        return
    for person in (*message.new_chat_members, message.left_chat_member):
        if person is not None:
            context.state.access.forget(message.chat_id, person.id)


async def note_move(update: Update, context: Context) -> None:
    """Note that a group became a supergroup with another id; both tell of it."""
    message = update.message
    if message is None:
        return
    old = message.migrate_from_chat_id or message.chat_id
    new = message.migrate_to_chat_id or message.chat_id
    # What comes from the new group waits, or it would pass for an unknown one.
    async with context.state.turns.take(new):
        await asyncio.to_thread(context.state.chats.move, old, new)
