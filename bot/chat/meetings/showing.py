"""A form shown in a chat: its question with buttons, the words that it asks for, its card."""

import asyncio

from telegram import CallbackQuery, MaybeInaccessibleMessage, User

from bot.chat.meetings.screens import WORDED, screen
from bot.chat.sending import Place, edit, escaped, send
from bot.chat.state import Context
from bot.chat.waiting import Question, goes_on, wait_for_words
from bot.services.meetings.drafting import FormService, Opened
from bot.services.meetings.form import Field, Step

FIELD = "meeting_field"  # what awaited words are about
GONE = "这个会议已经处理过了，或者已经重新填写。"
NOT_THEIRS = "这是别人正在填写的会议。"
ASKED = {
    Field.TITLE: "请回复会议名称，例如：党委会",
    Field.TIME: "请回复日期和时间，例如：明天下午三点、3月5日9:30—11:00、每周一上午九点",
    Field.ROOM: "请回复会议地点；暂时不定的，请回复“无”。",
    Field.PEOPLE: "请回复参加人员，例如：各科室负责人、张三；不点名的，请回复“无”。",
    Field.LEADS: "请回复提醒时间，例如：提前一天和半小时；不要提醒的，请回复“无”。",
    Field.NOTES: "请回复备注，例如：着正装；没有的，请回复“无”。",
}


async def own_form(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, draft_id: int
) -> Opened | None:
    """Return the form that whoever pressed fills in in this message; None, which they hear, when it is not theirs."""
    opened = await asyncio.to_thread(FormService(context.state.office).find, draft_id)
    if opened is None or (opened.chat_id, opened.message_id) != (message.chat.id, message.message_id):
        await query.answer(GONE)
        return None
    return opened if await goes_on(query, context, opened, not_theirs=NOT_THEIRS) else None


async def show(
    context: Context, place: Place, user: User, draft_id: int, *, over: MaybeInaccessibleMessage | None = None
) -> None:
    """Show what a form asks next, or its card: in a new message, or in place of what stands in ``over``."""
    forms = FormService(context.state.office)
    opened = await asyncio.to_thread(forms.find, draft_id)
    if opened is None:
        return
    form = opened.form
    if form.step in WORDED:
        await ask(context, place, user, opened, field=WORDED[form.step])
    elif form.doubt is not None and form.step is Step.DOUBT and not form.doubt.choices:
        await ask(context, place, user, opened, field=Field.TIME, complaint=form.doubt.question)
    else:
        text, markup = await screen(context, opened)
        if over is None:
            message_id = (await send(context, place, text, markup)).message_id
        else:
            message_id = over.message_id
            await edit(context, over, text, markup)
        await asyncio.to_thread(forms.show, opened, message_id)


async def ask(context: Context, place: Place, user: User, opened: Opened, *, field: Field, complaint: str = "") -> None:
    """Ask for the words of one field, with what was wrong with the last ones."""
    text = "\n".join(filter(None, [escaped(complaint), ASKED[field]]))
    await wait_for_words(context, place, user, Question(text, FIELD, {"draft": opened.id, "field": field.value}))
