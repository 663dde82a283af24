"""An outline shown in a chat with its buttons, and who may press them."""

import asyncio
from enum import IntEnum

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage, User
from telegram.error import TelegramError

from bot.chat.audience import audience_of
from bot.chat.buttons import Action, button
from bot.chat.outlines.wording import outline_messages
from bot.chat.sending import Place, edit, escaped, place_of, send, send_all, typing
from bot.chat.state import Context, State
from bot.chat.waiting import withdraw
from bot.outlining import sources_of
from bot.services.outlines import REFUSALS, OutlineService, Writer, advised_kinds
from bot.storage.outlines import KeptOutline
from knowledge.audience import EVERYBODY, Audience
from knowledge.outlines import Length, Outline, Request
from knowledge.outlining.wording import word_outline

GONE = "这份提纲已经删除，或者已经过期。"
STALE = "提纲已有新的一版。"
WHOSE = "这份提纲是{}的，只有本人可以办理。"
SOMEBODY = "别人"
LEFT_OUT = "有的内容出处已不能在这里查看，没有列出。"
WIDTH = 3


class Act(IntEnum):
    """What the buttons under an outline do."""

    WORD = 0
    FILL = 1
    CHANGE = 2
    BACK = 3
    FORWARD = 4
    SOURCES = 5
    SHORT = 6
    NORMAL = 7
    LONG = 8


LENGTHS = {Act.SHORT: Length.SHORT, Act.NORMAL: Length.NORMAL, Act.LONG: Length.LONG}


def sweep_outlines(state: State) -> None:
    """Forget outlines that nobody changed for long."""
    service_of(state).sweep()


def service_of(state: State, audience: Audience = EVERYBODY) -> OutlineService:
    """Return the service of outlines for an audience."""
    return OutlineService(state.office, state.canmou.outliner.within(audience), state.canmou.kinds)


async def service_in(context: Context, chat_id: int) -> OutlineService:
    """Return the service of outlines for who reads in a chat."""
    return service_of(context.state, await audience_of(context.state, chat_id))


async def seen_in(context: Context, chat_id: int, kept: KeptOutline) -> KeptOutline:
    """Return a version as far as it may be seen in a chat now."""
    return await asyncio.to_thread((await service_in(context, chat_id)).seen, kept)


async def show(
    context: Context, place: Place, kept: KeptOutline, *, over: MaybeInaccessibleMessage | None = None, note: str = ""
) -> None:
    """Show an outline: in place of what stands in ``over`` where one message did and does, else in new messages."""
    service, seen = service_of(context.state), await seen_in(context, place.chat_id, kept)
    left_out = LEFT_OUT if seen.outline != kept.outline else ""
    texts = outline_messages(seen, "".join(filter(None, [note, left_out])))
    markup = _buttons(context.state, seen)
    if over is not None and len(texts) == 1 and await _is_alone(context, over):
        await edit(context, over, texts[0], markup)
        ids = [over.message_id]
    else:
        ids = [message.message_id for message in await send_all(context, place, texts, markup)]
    await asyncio.to_thread(service.note_shown, kept, place.chat_id, *ids)


async def own_outline(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, outline_id: int
) -> KeptOutline | None:
    """Return an outline of whoever pressed; None, which they hear, when it is not theirs or is not of this chat."""
    kept = await asyncio.to_thread(service_of(context.state).find, outline_id)
    # Buttons can be made up: an outline is shown in its own chat, and in private to whom it belongs.
    if kept is None or message.chat.id not in (kept.chat_id, kept.user_id):
        await query.answer(GONE)
        return None
    if kept.user_id != query.from_user.id:
        await query.answer(await whose(context, kept, message.chat.id))
        return None
    return kept


async def own_version(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int
) -> KeptOutline | None:
    """Return the outline of a press while its version counts; else the one that does is shown, and None returned."""
    outline_id, number = ids
    kept = await own_outline(query, message, context, outline_id)
    if kept is None:
        return None
    about = ("outline", kept.id)
    await asyncio.to_thread(withdraw, context.state, chat_id=message.chat.id, user_id=kept.user_id, about=about)
    if kept.number == number:
        return await seen_in(context, message.chat.id, kept)
    await query.answer(STALE)
    await show(context, place_of(message), kept, over=message)
    return None


async def whose(context: Context, kept: KeptOutline, chat_id: int) -> str:
    """Return the polite words that tell whose an outline is."""
    person = await asyncio.to_thread(context.state.office.person, kept.user_id)
    if person is not None:
        return WHOSE.format(person.name)
    try:
        return WHOSE.format((await context.bot.get_chat_member(chat_id, kept.user_id)).user.full_name)
    except TelegramError:
        return WHOSE.format(SOMEBODY)


async def draw_up(context: Context, place: Place, request: Request, writer: Writer) -> Outline:
    """Return the outline that is asked for, worded by a model if there is one; raise one of REFUSALS."""
    state = context.state
    async with typing(context, place):
        service = await service_in(context, place.chat_id)
        outline = await asyncio.to_thread(service.draw_up, request, writer)
        model = await asyncio.to_thread(state.models.lend, writer.user_id)
        worded = await state.write(word_outline, outline, model) if model else None
        return worded or outline


async def begin(context: Context, place: Place, request: Request, user: User, *, note: str = "") -> None:
    """Draw up what someone asked for, keep it as their draft and show it."""
    writer = Writer(user.id, place.chat_id)
    try:
        outline = await draw_up(context, place, request, writer)
        kept = await asyncio.to_thread(service_of(context.state).start, outline, writer)
    except REFUSALS as fault:
        await send(context, place, escaped(str(fault)))
        return
    await show(context, place, kept, note=note)


async def _is_alone(context: Context, message: MaybeInaccessibleMessage) -> bool:
    """Tell whether a message shows the whole of an outline."""
    showing = await asyncio.to_thread(service_of(context.state).shown_in, message.chat.id, message.message_id)
    return showing is not None and showing.together == 1


def _buttons(state: State, kept: KeptOutline) -> InlineKeyboardMarkup:
    outline = kept.outline
    kinds = enumerate(advised_kinds(outline, state.canmou.kinds))
    right = [button(f"换成{kind}", Action.OUTLINE_KIND, kept.id, kept.number, place) for place, kind in kinds]
    acts = [_act(label, kept, act) for label, act, is_open in _ways(kept) if is_open]
    rows = [acts[place : place + WIDTH] for place in range(0, len(acts), WIDTH)]
    lengths = [_act(length, kept, act) for act, length in LENGTHS.items() if length is not outline.request.length]
    return InlineKeyboardMarkup([row for row in (right, *rows, lengths) if row])


def _ways(kept: KeptOutline) -> tuple[tuple[str, Act, bool], ...]:
    """Return what can be done with an outline, and whether there is something to do it with."""
    missing = len(kept.outline.missing)
    return (
        ("生成Word", Act.WORD, True),
        (f"逐项补充（{missing}）", Act.FILL, missing > 0),
        ("修改", Act.CHANGE, True),
        ("出处", Act.SOURCES, bool(sources_of(kept.outline))),
        ("上一版", Act.BACK, kept.before is not None),
        ("下一版", Act.FORWARD, kept.after is not None),
    )


def _act(label: str, kept: KeptOutline, act: Act) -> InlineKeyboardButton:
    return button(label, Action.OUTLINE_ACT, kept.id, kept.number, act)
