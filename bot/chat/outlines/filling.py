"""The blanks of an outline filled one by one: each asked for, answered, skipped, or all of it stopped."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Message, User

from bot.chat.addressing import answered
from bot.chat.outlines.changing import change
from bot.chat.outlines.showing import GONE, STALE, service_of, show
from bot.chat.sending import Place, escaped, place_of, send
from bot.chat.state import Context
from bot.chat.waiting import ENDS, Question, lines_of, wait_for_words
from bot.services.outlines import REFUSALS
from bot.storage.outlines import KeptOutline
from knowledge.outlines import Outline, blank
from knowledge.outlining.editing import Several, read_change
from knowledge.outlining.editing.changes import Fill

BLANK = "outline_blank"  # what awaited words are about
ASKED = "请回复“{what}”（{where}还有{count}项）。没有定的请回复“跳过”，不再补充的请回复“停止”。"
IN = "在“{}”部分，"
SKIP, STOP = ("跳过", "略过", "下一项", "无", "不知道", "待定"), ("停止", "结束", "取消", "算了", "不补了", "停")
NAMED = 2  # characters by which an answer begins with the name of a blank
ALL_DONE = "各项都已补齐。"
LEFT = "还有{}项没有补充，可以随时再点“逐项补充”。"


async def ask_blank(
    context: Context, place: Place, user: User, kept: KeptOutline, *, skipped: Sequence[str] = (), complaint: str = ""
) -> None:
    """Ask for the first blank that was not skipped; where there is none left, show the outline."""
    left = [what for what in kept.outline.missing if what not in skipped]
    if not left:
        await _end(context, place, kept)
        return
    asked = ASKED.format(what=escaped(left[0]), where=escaped(_where(kept, left[0])), count=len(left))
    content = {"outline": kept.id, "what": left[0], "skipped": list(skipped)}
    await wait_for_words(context, place, user, Question("\n".join(filter(None, [complaint, asked])), BLANK, content))


async def take_blank(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Take the words for a blank and ask for the next one."""
    service, place, person = service_of(context.state), place_of(message), message.from_user
    kept = await asyncio.to_thread(service.find, content["outline"])
    if kept is None or person is None:
        await send(context, place, GONE)
        return
    if await _is_change(message, context):
        # A reply to the outline itself is a change, whatever else was asked for.
        await change(message, context, kept)
        return
    words, skipped = lines_of(message), content["skipped"]
    if words.strip(ENDS) in STOP:
        await _end(context, place, kept)
    elif words.strip(ENDS) in SKIP:
        await ask_blank(context, place, person, kept, skipped=[*skipped, content["what"]])
    else:
        await _fill(message, context, kept, content)


async def _fill(message: Message, context: Context, kept: KeptOutline, content: Mapping[str, Any]) -> None:
    service, place, person = service_of(context.state), place_of(message), message.from_user
    if person is None:
        return
    words = lines_of(message)
    try:
        if _names_blanks(words, kept.outline):
            changed = await asyncio.to_thread(service.change, kept, words)
            filled = changed.kept if changed else None
        else:
            filled = await asyncio.to_thread(service.fill, kept, content["what"], words)
    except REFUSALS as fault:
        await ask_blank(context, place, person, kept, skipped=content["skipped"], complaint=escaped(str(fault)))
        return
    if filled is None:
        await send(context, place, STALE)
    else:
        await ask_blank(context, place, person, filled, skipped=content["skipped"])


def _names_blanks(words: str, outline: Outline) -> bool:
    """Tell whether an answer says itself which blanks it fills, whichever was asked for: 联系人：张三."""
    change = read_change(words, outline)
    told = change.changes if isinstance(change, Several) else (change,)
    facts = [each for each in told if isinstance(each, Fill) and each.what in outline.missing]
    return len(facts) == len(told) and words.startswith(facts[0].what[:NAMED])


def _where(kept: KeptOutline, what: str) -> str:
    """Return the words that tell in which part a blank stands, "" outside of parts with a heading."""
    parts = (part for part in kept.outline.parts if part.numbered)
    found = next((part for part in parts if any(blank(what) in point.text for point in part.points)), None)
    return IN.format(found.heading) if found else ""


async def _is_change(message: Message, context: Context) -> bool:
    replied = answered(message)
    if replied is None:
        return False
    shown_in = service_of(context.state).shown_in
    return await asyncio.to_thread(shown_in, message.chat_id, replied.message_id) is not None


async def _end(context: Context, place: Place, kept: KeptOutline) -> None:
    left = len(kept.outline.missing)
    await show(context, place, kept, note=LEFT.format(left) if left else ALL_DONE)
