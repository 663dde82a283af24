"""Presses under a request: agreed, approved, refused, cancelled, undone; of two at once one counts."""

import asyncio
from functools import partial

from telegram import CallbackQuery, MaybeInaccessibleMessage
from telegram.constants import ChatType

from bot.chat.buttons import keyboard
from bot.chat.sending import edit
from bot.chat.state import Context, State
from bot.chat.swaps.wording import PRESSED, buttons, card, own_buttons
from bot.office.acts import Actor
from bot.office.duty.swapping import STEPS, Act, Swap, SwapFault
from bot.services.swaps import SwapService

UNKNOWN = "没有找到这条换班申请。"


async def act_on_swap(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take a step for whoever pressed: request, step; what stands below the message is brought up to date."""
    swap_id, number = ids
    if not 0 <= number < len(PRESSED):
        await query.answer(UNKNOWN)
        return
    act = PRESSED[number]
    by = Actor(query.from_user.id, message.chat.id)
    swap, toast = await asyncio.to_thread(_take, context.state, swap_id, act, by)
    context.state.wake()
    await query.answer(toast, show_alert=swap is None)
    if swap is not None:
        # In a group everybody sees the buttons, not only whoever pressed.
        is_private = message.chat.type == ChatType.PRIVATE
        own = partial(own_buttons, context.state, swap, query.from_user.id)
        found = await asyncio.to_thread(own) if is_private else buttons(swap, (Act.UNDO,))
        await edit(context, message, card(swap, context.state.office.zone), keyboard(found))


def _take(state: State, swap_id: int, act: Act, by: Actor) -> tuple[Swap | None, str]:
    """Return the request as its message should show it now, or None to leave that alone, and what pops up."""
    service = SwapService(state.office)
    try:
        return service.take(swap_id, act, by.user_id, chat_id=by.chat_id), f"已{act}。"
    except SwapFault as fault:
        swap = service.find(swap_id)
        is_past = swap is not None and (swap.state, act) not in STEPS
        return swap if is_past else None, str(fault)
