"""The buttons under an outline: its document, its blanks, changes, versions, quotes, another kind or length."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

from telegram import CallbackQuery, MaybeInaccessibleMessage

from bot.chat.outlines.changing import ask_change
from bot.chat.outlines.documents import send_document
from bot.chat.outlines.filling import ask_blank
from bot.chat.outlines.quoting import show_quotes
from bot.chat.outlines.showing import GONE, LENGTHS, STALE, Act, draw_up, own_version, service_in, service_of, show
from bot.chat.sending import escaped, place_of, send
from bot.chat.state import Context
from bot.chat.turns import in_turn
from bot.services.outlines import REFUSALS, Writer, advised_kinds
from bot.storage.outlines import KeptOutline

Deed = Callable[[CallbackQuery, MaybeInaccessibleMessage, Context, KeptOutline], Coroutine[Any, Any, None]]

UNDER_WAY = "正在起草……"
ANEW = "已重新起草，之前的改动请点“上一版”找回。"


@in_turn
async def act_on_outline(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Do what a button under an outline says: outline, version, act."""
    *version, act = ids
    kept = await own_version(query, message, context, *version)
    if kept is None:
        return
    if act in LENGTHS:
        await _resize(query, message, context, kept, act=Act(act))
    elif act in _DEEDS:
        await _DEEDS[Act(act)](query, message, context, kept)
    else:
        await query.answer(GONE)


@in_turn
async def change_kind(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Draw the outline up as the kind that its advice names: outline, version, place of the kind."""
    *version, place = ids
    kept = await own_version(query, message, context, *version)
    if kept is None:
        return
    kinds = advised_kinds(kept.outline, context.state.canmou.kinds)
    if not 0 <= place < len(kinds):
        await query.answer(GONE)
        return
    await query.answer(UNDER_WAY)
    request, here = replace(kept.outline.request, kind=kinds[place]), place_of(message)
    try:
        outline = await draw_up(context, here, request, Writer(kept.user_id, kept.chat_id))
    except REFUSALS as fault:
        await send(context, here, escaped(str(fault)))
        return
    made = await asyncio.to_thread(service_of(context.state).renew, kept, outline, kinds[place])
    if made is not None:
        await show(context, here, made, over=message, note=ANEW)


async def _resize(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, kept: KeptOutline, *, act: Act
) -> None:
    try:
        service = await service_in(context, message.chat.id)
        made = await asyncio.to_thread(service.resize, kept, LENGTHS[act])
    except REFUSALS as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer()
    if made is not None:
        await show(context, place_of(message), made, over=message)


async def _fill(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, kept: KeptOutline) -> None:
    await query.answer()
    await ask_blank(context, place_of(message), query.from_user, kept)


async def _change(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, kept: KeptOutline) -> None:
    await query.answer()
    await ask_change(context, place_of(message), query.from_user, kept)


async def _go_back(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, kept: KeptOutline
) -> None:
    await _turn(query, message, context, kept, number=kept.before)


async def _go_forward(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, kept: KeptOutline
) -> None:
    await _turn(query, message, context, kept, number=kept.after)


async def _turn(
    query: CallbackQuery,
    message: MaybeInaccessibleMessage,
    context: Context,
    kept: KeptOutline,
    *,
    number: int | None,
) -> None:
    other = await asyncio.to_thread(service_of(context.state).turn, kept, number)
    await query.answer(STALE if other is None else None)
    if other is not None:
        await show(context, place_of(message), other, over=message)


_DEEDS: Mapping[Act, Deed] = {
    Act.WORD: send_document,
    Act.FILL: _fill,
    Act.CHANGE: _change,
    Act.BACK: _go_back,
    Act.FORWARD: _go_forward,
    Act.SOURCES: show_quotes,
}
