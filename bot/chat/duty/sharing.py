"""The roster of the month as a file or a picture, for administrators, and how turns were shared, in words and bars."""

import asyncio
from datetime import date

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage

from bot.chat.buttons import Action, button
from bot.chat.sending import thread_of
from bot.chat.state import Context, State
from bot.office.calendar import DAY, month_of
from bot.office.duty.shifts import Tier
from bot.office.duty.statistics import Share, Statistics
from bot.office.errors import OfficeError
from bot.services.duty import Exports, Form, Lookup
from bot.services.duty.exports import span_name

GONE = "这个按钮已过期，请发送 /duty。"
NO_TURNS = "这段时间没有值班记录。"
CAPTION = 1000  # characters under a picture
YEARS = range(2000, 3000)
MONTHS = 12


async def send_roster(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, number: int) -> None:
    """Send this month's roster into the chat as a file or a picture."""
    state = context.state
    if number not in range(len(Form)):
        await query.answer(GONE)
        return
    form = list(Form)[number]
    await query.answer("正在生成……")
    title, content = await asyncio.to_thread(_roster, state, form)
    if not content:
        await context.bot.send_message(message.chat.id, NO_TURNS, message_thread_id=thread_of(message))
    elif form is Form.PNG:
        await context.bot.send_photo(message.chat.id, content, caption=title, message_thread_id=thread_of(message))
    else:
        name = f"{title}.{form}"
        await context.bot.send_document(message.chat.id, content, filename=name, message_thread_id=thread_of(message))


async def send_shares(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *span: int) -> None:
    """Send how turns were shared in a month (year, month), or in a year so far (year, 0)."""
    year, month = span
    if year not in YEARS or not 0 <= month <= MONTHS:
        await query.answer(GONE)
        return
    try:
        text, picture = await asyncio.to_thread(_shares, context.state, year, month)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    if not picture:
        await query.answer(text)
        return
    await query.answer()
    await context.bot.send_photo(
        message.chat.id,
        picture,
        caption=text,
        message_thread_id=thread_of(message),
        reply_markup=_spans(context.state.office.today()),
    )


def _roster(state: State, form: Form) -> tuple[str, bytes]:
    exports = Exports(state.office)
    roster = exports.roster(*month_of(state.office.today()))
    return roster.title, exports.write(roster, form) if roster.shifts else b""


def _shares(state: State, year: int, month: int) -> tuple[str, bytes]:
    first, last = _days(year, month, state.office.today())
    statistics = Lookup(state.office).statistics(first, last)
    if not any(share.tally.turns for share in statistics.shares):
        return NO_TURNS, b""
    return _words(statistics), Exports(state.office).draw_statistics(first, last)


def _days(year: int, month: int, today: date) -> tuple[date, date]:
    """Return a month, or a year up to today."""
    if month:
        return month_of(date(year, month, 1))
    return date(year, 1, 1), today if year == today.year else date(year, 12, 31)


def _words(statistics: Statistics) -> str:
    lines = [f"值班统计：{span_name(statistics.first, statistics.last)}"]
    for tier in Tier:
        lines += ["", tier, *(_line(share) for share in statistics.of(tier))]
    text = "\n".join(lines)
    return text if len(text) <= CAPTION else f"{lines[0]}\n详见图片。"


def _line(share: Share) -> str:
    tally = share.tally
    parts = (("工作日", tally.working), ("周末", tally.weekends), ("节假日", tally.holidays), ("夜班", tally.nights))
    kinds = "、".join(f"{name}{count}" for name, count in parts if count)
    return f"{share.person.name} {tally.turns}班" + (f"（{kinds}）" if kinds else "")


def _spans(today: date) -> InlineKeyboardMarkup:
    before = today.replace(day=1) - DAY
    spans = (("今年", today.year, 0), ("本月", today.year, today.month), ("上月", before.year, before.month))
    return InlineKeyboardMarkup([[button(label, Action.DUTY_SHARES, *span) for label, *span in spans]])
