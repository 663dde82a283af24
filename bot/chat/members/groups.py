"""Groups that the settings do not list: the administrators asked about one, /groups with all of them."""

import asyncio
from collections.abc import Sequence

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.buttons import Action, button, data_of
from bot.chat.paging import page_of
from bot.chat.private import in_private
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.office.acts import Actor
from bot.reminders.model import Delivery, Outgoing, Skip
from bot.services.guests import Guests
from bot.storage.guests import Guest, Stand

Screen = tuple[str, InlineKeyboardMarkup | None]

SIZE = 8  # groups on a page
QUESTION = (
    "{who}把我加入了群“{title}”（编号 {id}）。\n"
    "同意后，群里的同志可以提问，也会收到提醒和简报；不同意，我在群里不说话。"
)
GREETING = (
    "大家好，我是{office}的参谋。请先做三件事：\n"
    "1. 设置提醒：本群管理员发送 /settings，选择值班、会议提醒和每日简报。\n"
    "2. 登记姓名：请各位与我私聊，发送 /iam 加姓名，例如 /iam 张三，提醒就能发到本人。\n"
    "3. 试着提问：发送 @{name} 加问题，例如：@{name} 突发事件多久之内要上报？\n"
    "涉密内容请勿发送。"
)
DONE = {True: "已启用", False: "不启用"}
SERVED = "群“{title}”{done}。发送 /groups 可以查看和更改。"
GONE = "这个群已经处理过了，发送 /groups 查看。"
NONE = "还没有群。把我加进群里，我会在这里请您确认。"
LISTED = "设置文件里登记的群（{count}个）不在这里更改。"


def word_guest(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Ask an administrator whether a group is to be served."""
    guest = Guests(state.office).find(delivery.subject)
    if guest is None or guest.stand is not Stand.WAITING:
        return Skip("decided")
    person = state.office.person(guest.added_by)
    who = f"{person.name}（编号 {guest.added_by}）" if person else f"编号 {guest.added_by} 的用户"
    text = QUESTION.format(who=escaped(who), title=escaped(guest.title), id=guest.chat_id)
    choices = (("同意启用", 1), ("不启用", 0))
    return Outgoing(text, (tuple((label, data_of(Action.GUEST, guest.id, choice)) for label, choice in choices),))


async def decide_guest(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Serve a group that was asked about, or not: group, 1 or 0."""
    guest_id, choice = ids
    guest = await asyncio.to_thread(Guests(context.state.office).find, guest_id)
    is_open = guest is not None and guest.stand is Stand.WAITING
    if guest is None or not is_open or not await _set(query, message, context, guest, serve=bool(choice)):
        await query.answer(GONE)
        await edit(context, message, GONE, None)
        return
    await query.answer()
    await edit(context, message, SERVED.format(title=escaped(guest.title), done=DONE[bool(choice)]), None)


@in_private()
async def show_groups(message: Message, context: Context) -> None:
    """Show the groups with what can be done about each."""
    await send(context, place_of(message), *await asyncio.to_thread(_list, context.state, 0))


async def turn_guests(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, page: int) -> None:
    """Show another page of groups."""
    await query.answer()
    await edit(context, message, *await asyncio.to_thread(_list, context.state, page))


async def set_guest(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Serve a group of the list, or no more: group, 1 or 0, page."""
    guest_id, choice, page = ids
    guest = await asyncio.to_thread(Guests(context.state.office).find, guest_id)
    is_same = guest is None or (guest.stand is Stand.SERVED) == bool(choice)
    is_done = guest is not None and not is_same and await _set(query, message, context, guest, serve=bool(choice))
    await query.answer(DONE[bool(choice)] if is_done else GONE)
    await edit(context, message, *await asyncio.to_thread(_list, context.state, page))


async def _set(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, guest: Guest, *, serve: bool
) -> bool:
    state, by = context.state, Actor(query.from_user.id, message.chat.id)
    guests = Guests(state.office)
    if serve:
        office = escaped(state.canmou.config.office.name)
        greeting = GREETING.format(office=office, name=context.bot.username)
        is_done = await asyncio.to_thread(guests.serve, guest, greeting=greeting, by=by)
    else:
        is_done = await asyncio.to_thread(guests.refuse, guest, by=by)
    state.wake()
    return is_done


def _list(state: State, page: int) -> Screen:
    found, listed = Guests(state.office).everyone(), len(state.canmou.config.access.chats)
    notes = [LISTED.format(count=listed)] if listed else []
    shown = page_of(found, page, size=SIZE)
    first = shown.number * SIZE + 1
    lines = [f"{place}. {_line(guest)}" for place, guest in enumerate(shown.shown, first)]
    rows = _rows(shown.shown, first, shown.number)
    rows.append(shown.ways(lambda label, number: button(label, Action.GUESTS_TURN, number)))
    text = "\n".join(["<b>群</b>", *(lines or [NONE]), *notes])
    rows = [row for row in rows if row]
    return text, InlineKeyboardMarkup(rows) if rows else None


def _line(guest: Guest) -> str:
    return f"{escaped(guest.title)}（编号 {guest.chat_id}）：{guest.stand}"


def _rows(shown: Sequence[Guest], first: int, page: int) -> list[list[InlineKeyboardButton]]:
    rows = []
    for place, guest in enumerate(shown, first):
        label, choice = ("停用", 0) if guest.stand is Stand.SERVED else ("启用", 1)
        rows.append([button(f"{label} {place}", Action.GUEST_SET, guest.id, choice, page)])
    return rows
