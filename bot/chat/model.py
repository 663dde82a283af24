"""/model: how things are with the language model, and its switch; for administrators."""

import asyncio
from datetime import datetime

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.buttons import Action, button
from bot.chat.private import in_private
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.office.calendar import short_date
from bot.services.model import Standing
from knowledge.errors import LanguageFault, ModelLate, ModelRefused

NO_MODEL = "没有设置语言模型，回答都是逐字引用的原文。"
WHAT_IT_DOES = (
    "开启时，回答先给出模型的归纳，再列出原文；归纳的每一句都和原文核对，对不上的不显示。"
    "关闭时，回答只有逐字引用的原文。"
)
DONE = {True: "已开启。", False: "已关闭。"}
# What went wrong, by the name of its fault.
FAULTS = {
    ModelLate.__name__: "没有及时回应",
    ModelRefused.__name__: "拒绝了请求，请检查设置",
    LanguageFault.__name__: "回复无法使用",
}


@in_private()
async def show_model(message: Message, context: Context) -> None:
    """Show how things are with the model."""
    await send(context, place_of(message), *await asyncio.to_thread(_view, context.state))


async def switch_model(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, on: int) -> None:
    """Switch the model on or off and show it as it is then."""
    await asyncio.to_thread(context.state.models.switch, on=bool(on), by=query.from_user.id)
    await query.answer(DONE[bool(on)])
    await edit(context, message, *await asyncio.to_thread(_view, context.state))


def _view(state: State) -> tuple[str, InlineKeyboardMarkup | None]:
    standing = state.models.standing()
    if not standing.name:
        return NO_MODEL, None
    lines = [
        "<b>语言模型</b>",
        f"模型：{escaped(standing.name)}",
        f"状态：{_state(state, standing)}",
        f"今天：{standing.today.calls} 次，用量 {standing.today.tokens:,}，每天上限 {standing.daily_tokens:,}",
        *_faults(state, standing),
        WHAT_IT_DOES,
    ]
    label, on = ("关闭", 0) if standing.is_on else ("开启", 1)
    return "\n".join(lines), InlineKeyboardMarkup([[button(label, Action.MODEL_SWITCH, on)]])


def _state(state: State, standing: Standing) -> str:
    if standing.switched is not None and not standing.is_on:
        who = state.office.person(standing.switched.user_id)
        name = escaped(who.name) if who else f"编号 {standing.switched.user_id} 的管理员"
        return f"已关闭（{name}，{_moment(state, standing.switched.switched_at)}）"
    if standing.today.tokens >= standing.daily_tokens:
        return "已开启，今天的用量已满，明天恢复"
    if standing.rests_until is not None:
        return f"已开启，连续没有回应，暂停到 {standing.rests_until.astimezone(state.office.zone):%H:%M}"
    return "已开启"


def _faults(state: State, standing: Standing) -> list[str]:
    lines = [f"{FAULTS.get(each.kind, each.kind)}：{_moment(state, each.last_at)}" for each in standing.troubles]
    return ["最近的故障：", *lines] if lines else []


def _moment(state: State, moment: datetime) -> str:
    at = moment.astimezone(state.office.zone)
    return f"{short_date(at.date())} {at:%H:%M}"
