"""Those who are only in a group, found: from who asked there last, by a forwarded message, a name or a number."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message, MessageOriginUser

from bot.chat.buttons import Action, button
from bot.chat.members.appointing import called, card_of
from bot.chat.members.cards import Screen, back
from bot.chat.membership import administrators
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context
from bot.chat.waiting import ENDS, FORWARDED, Question, gives_up, lines_of, wait_for_words
from bot.permissions import Act, Role
from bot.services.members import Members

MEMBER = "member"  # what awaited words are about
MOST = 20  # people who are offered
WIDTH = 5
WIDEST = 14  # digits that no account has
HEADING = "<b>群成员</b>\n以下同志在群里问过我，还没有登记。点序号可以授予身份；不在其中的，点“查找”。"
NONE = "<b>群成员</b>\n没有登记的群成员里，还没有人在群里问过我。点“查找”可以按姓名、编号查找。"
ASKED = (
    "请转发一条这位同志的消息，或者回复姓名、编号（本人在群里发送 /whoami 可以看到编号）。不找了请回复“取消”。"
)
GIVE_UP = "不找了"  # beside what drops any question
DROPPED = "已取消。"
NOT_FOUND = "已经启用的群里没有找到这位同志。"
HIDDEN = "对方设置了转发时不显示账号，请改用姓名或编号。"
SEVERAL = "同名的有{}位，请核对编号后选择："

Named = tuple[int, str]


async def show_groupmates(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context) -> None:
    """Show in the same message who asked in a group and is known by nothing else."""
    await query.answer()
    found = await _groupmates(context)
    ways = [button("查找", Action.MEMBER_SEEK), back(0)]
    await edit(context, message, *_choice(HEADING if found else NONE, found, ways))


async def seek_member(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context) -> None:
    """Ask who is meant."""
    await query.answer()
    question = Question(ASKED, MEMBER, {FORWARDED: True})
    await wait_for_words(context, place_of(message), query.from_user, question)


async def take_member(message: Message, context: Context, _content: Mapping[str, Any]) -> None:
    """Show who is meant by the words or the message that were asked for."""
    person, words = message.from_user, lines_of(message).strip(ENDS)
    if person is None or not await context.state.access.may(person.id, Act.ADMIT):
        return
    if gives_up(words, GIVE_UP) and message.forward_origin is None:
        await send(context, place_of(message), DROPPED)
        return
    found = await _meant(message, context, words)
    if isinstance(found, str):
        question = Question(f"{found}\n{ASKED}", MEMBER, {FORWARDED: True})
        await wait_for_words(context, place_of(message), person, question)
    else:
        await send(context, place_of(message), *await _screen(context, found))


async def _meant(message: Message, context: Context, words: str) -> Sequence[Named] | str:
    """Return who may be meant, or what is wrong."""
    origin = message.forward_origin
    if origin is not None and not isinstance(origin, MessageOriginUser):
        return HIDDEN
    number = origin.sender_user.id if origin else int(words) if words.isdecimal() and len(words) < WIDEST else None
    found = await _named(context, words) if number is None else await _present(context, [number])
    return found or NOT_FOUND


async def _named(context: Context, name: str) -> list[Named]:
    """Return those of a name: of the people of the office, of who asked in a group, of who runs one."""
    state, wanted = context.state, "".join(name.split()).casefold()
    known = [(each.user_id, each.name) for each in await asyncio.to_thread(Members(state.office).everyone)]
    running = [each for chat_id in await state.access.groups() for each in await administrators(context.bot, chat_id)]
    everybody = dict([*running, *await _groupmates(context), *known])
    return [(user_id, called) for user_id, called in everybody.items() if _is_called(called, wanted)]


def _is_called(name: str, wanted: str) -> bool:
    return bool(wanted) and "".join(name.split()).casefold() == wanted


async def _groupmates(context: Context) -> list[Named]:
    state = context.state
    groups = await state.access.groups()
    return await _present(context, await asyncio.to_thread(Members(state.office).unlisted, groups, most=MOST))


async def _present(context: Context, accounts: Iterable[int]) -> list[Named]:
    """Return those of some accounts who are in a served group or known to the office."""
    found = [(user_id, await _name(context, user_id)) for user_id in accounts]
    return [(user_id, name) for user_id, name in found if name is not None]


async def _name(context: Context, user_id: int) -> str | None:
    member = await asyncio.to_thread(Members(context.state.office).find, user_id)
    return member.name if member.role is not Role.STRANGER else await called(context, user_id)


async def _screen(context: Context, found: Sequence[Named]) -> Screen:
    """Return the card of the only one that is meant, else the choice."""
    if len(found) > 1:
        return _choice(SEVERAL.format(len(found)), found, [back(0)])
    return await card_of(context, found[0][0], 0)


def _choice(heading: str, found: Sequence[Named], ways: Sequence[Any]) -> Screen:
    places = list(enumerate(found, 1))
    lines = [f"{place}. {escaped(name)}（编号 {user_id}）" for place, (user_id, name) in places]
    numbers = [button(str(place), Action.MEMBER_OPEN, user_id, 0) for place, (user_id, _) in places]
    rows = [numbers[start : start + WIDTH] for start in range(0, len(numbers), WIDTH)]
    return "\n".join([heading, *lines]), InlineKeyboardMarkup([*rows, ways])
