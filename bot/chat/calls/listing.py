"""The log page by page, and as a file for those who may have it. Telephone numbers are shown in private only."""

import asyncio
from collections.abc import Sequence
from datetime import date

from telegram import CallbackQuery, InlineKeyboardMarkup, InputFile, MaybeInaccessibleMessage
from telegram.constants import ChatType

from bot.chat.buttons import Action, button
from bot.chat.paging import page_of
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.format import shorten
from bot.office.duty.calling import Call
from bot.office.duty.spans import Span, Today, find_days
from bot.office.duty.tables.texts import tidy, with_digits
from bot.office.errors import OfficeError
from bot.services.calls import CallForm, CallService, summary, title
from bot.services.gates import check_registered
from bot.services.office import Office

Screen = tuple[str, InlineKeyboardMarkup | None]

SIZE = 10
LENGTH = 160  # characters of a call
EXPIRED = "这个按钮已过期，请重新发送 /log 今天。"
WHO_MAY = "只有当班值班员和管理员可以导出，请在私聊中导出。"


async def show_calls_of_today(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context) -> None:
    """Show the calls of today in a new message."""
    await _answer(query, message, context, None)


async def turn_calls(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show another page of the calls of some days: first and last day, page."""
    await _answer(query, message, context, ids)


async def export_calls(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Send the calls of some days as a workbook: first and last day."""
    service, days = CallService(context.state.office), _days(ids)
    is_private = message.chat.type == ChatType.PRIVATE
    if not is_private or not await asyncio.to_thread(service.may_export, query.from_user.id):
        await query.answer(WHO_MAY, show_alert=True)
        return
    if days is None:
        await query.answer(EXPIRED)
        return
    await query.answer()
    content = await asyncio.to_thread(service.export, *days, CallForm.XLSX)
    name = f"{title(context.state.office, *days)}.{CallForm.XLSX}"
    await context.bot.send_document(message.chat.id, InputFile(content, filename=name))


def page_of_calls(state: State, days: Span, page: int, user_id: int, *, is_private: bool) -> Screen:
    """Return a page of the calls of some days, for who is known by name; raise NotRegistered."""
    check_registered(state.office, user_id)
    service = CallService(state.office)
    found = service.between(*days)
    shown = page_of(found, page, size=SIZE)
    lines = [f"<b>{escaped(title(state.office, *days))}</b>，共{len(found)}条"]
    lines += _lines(shown.shown, shown.number * SIZE, state.office, with_phones=is_private)
    span = (days[0].toordinal(), days[1].toordinal())
    rows = [shown.ways(lambda label, number: button(label, Action.CALL_LIST, *span, number))]
    if is_private and found and service.may_export(user_id):
        rows.append([button("导出", Action.CALL_EXPORT, *span)])
    rows = [row for row in rows if row]
    return "\n".join(lines), InlineKeyboardMarkup(rows) if rows else None


def read_days(text: str, office: Office) -> Span | None:
    """Return the days that a text names, and nothing beside them; raise YearUnknown."""
    words = with_digits(tidy(text))
    found = find_days(words, 0)
    if found is None or found[1] != len(words):
        return None
    look_up, _ = found
    return look_up(Today(office.today(), office.calendar()))


async def _answer(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, ids: Sequence[int] | None
) -> None:
    """Show calls: those of today in a new message, or a page (first, last, page) in the message that there is."""
    today = context.state.office.today()
    days = (today, today) if ids is None else _days(ids[:2])
    is_private = message.chat.type == ChatType.PRIVATE
    if days is None:
        await query.answer(EXPIRED)
        return
    try:
        number = ids[2] if ids else 0
        screen = await asyncio.to_thread(
            page_of_calls, context.state, days, number, query.from_user.id, is_private=is_private
        )
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer()
    await (send(context, place_of(message), *screen) if ids is None else edit(context, message, *screen))


def _lines(shown: Sequence[Call], before: int, office: Office, *, with_phones: bool) -> list[str]:
    if not shown:
        return ["没有登记。"]
    return [f"{number}. {_line(call, office, with_phones)}" for number, call in enumerate(shown, before + 1)]


def _line(call: Call, office: Office, with_phones: bool) -> str:
    local = call.received_at.astimezone(office.zone)
    text = shorten(summary(call, with_phone=with_phones), LENGTH)
    return escaped(f"{local.month}月{local.day}日{local:%H:%M} {call.kind} {text}")


def _days(ids: Sequence[int]) -> Span | None:
    """Return the days of a button, which can be made up."""
    first, last = ids
    if not date.min.toordinal() < first <= last < date.max.toordinal():
        return None
    return date.fromordinal(first), date.fromordinal(last)
