"""An outline as a .docx file, sent into its chat."""

import asyncio

from telegram import CallbackQuery, MaybeInaccessibleMessage

from bot.chat.outlines.showing import service_of
from bot.chat.papers import send_paper
from bot.chat.sending import escaped, place_of, send
from bot.chat.state import Context
from bot.services.outlines import REFUSALS
from bot.storage.outlines import KeptOutline

UNDER_WAY = "正在生成……"
READY = "请核对后使用。"
LEFT = "还有{}处“待补”，在文中已标出，请补齐后使用。"


async def send_document(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, kept: KeptOutline
) -> None:
    """Send the paper that an outline makes, after a press."""
    await query.answer(UNDER_WAY)
    await give_document(message, context, kept)


async def give_document(message: MaybeInaccessibleMessage, context: Context, kept: KeptOutline) -> None:
    """Send the paper that an outline makes into the chat of a message."""
    try:
        paper = await asyncio.to_thread(service_of(context.state).paper, kept.outline)
    except REFUSALS as fault:
        await send(context, place_of(message), escaped(str(fault)))
        return
    left = len(kept.outline.missing)
    await send_paper(context, message, paper, caption=LEFT.format(left) if left else READY)
