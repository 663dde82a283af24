"""/swap: which turn, who takes it, what for; each choice is a button that carries the ones before it."""

import asyncio
import re
from collections.abc import Callable, Sequence
from functools import partial

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.addressing import words_of
from bot.chat.buttons import Action, button, keyboard
from bot.chat.paging import page_of
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.chat.swaps.wording import ADMINS, card, own_buttons
from bot.office.duty import swapping
from bot.office.duty.shifts import Shift, Tier
from bot.office.duty.swapping import Swap, SwapFault
from bot.office.duty.wording import short_date, when
from bot.office.people import Person
from bot.permissions import Act, refusal
from bot.services.swaps import Choices, SwapService, Turn, Wish

Screen = tuple[str, InlineKeyboardMarkup | None]

SIZE = 8  # choices on a page
TIERS = tuple(Tier)
NOT_KNOWN = "您还没有登记姓名，请发送 /iam 加姓名登记后再申请换班。"
NO_TURNS = "{name}近期没有排班，不需要换班。"
WHICH_TURN = "请选择{name}要换出的班次："
WHOSE = "请选择替哪位同志申请换班："
WHICH_TAKER = "{turn}\n请选择由谁接班："
WHICH_WAY = "{turn}\n接班人：{taker}\n请选择换班方式："
NO_RETURN = "{name}近期没有可以互换的班次，请选择替班，或者换一位同志。"
GONE = "这项选择已经过期，请重新发送 /swap 。"
WISH = re.compile(r"(?:我)?(?:想|要|想要|需要|申请)?(?:跟人|找人|和别人)?(?:申请)?[换调替]个?班(?:申请)?[。！!~]?")


async def ask_swap(message: Message, context: Context) -> None:
    """Show the turns that whoever writes could give away."""
    user_id = message.from_user.id if message.from_user else 0
    text, markup = await asyncio.to_thread(_own_turns, context.state, user_id)
    await send(context, place_of(message), text, markup)


async def understand_swap(message: Message, context: Context) -> bool:
    """Take 我想换班 and the like as /swap."""
    if not WISH.fullmatch(words_of(message)):
        return False
    await ask_swap(message, context)
    return True


async def start_swap(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context) -> None:
    """Show the turns that whoever pressed could give away, in a new message."""
    await query.answer()
    text, markup = await asyncio.to_thread(_own_turns, context.state, query.from_user.id)
    await send(context, place_of(message), text, markup)


async def choose_giver(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, page: int) -> None:
    """Show an administrator who has turns."""
    await _show(query, message, context, partial(_givers, context.state, query.from_user.id, page))


async def choose_turn(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show someone's turns: person, page."""
    await _show(query, message, context, partial(_turns_of, context.state, query.from_user.id, *ids))


async def choose_taker(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show who could take a turn, or the request for it that is open: shift, tier, page."""
    await _show(query, message, context, partial(_takers, context.state, query.from_user.id, ids))


async def choose_way(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show what could be asked of a taker: shift, tier, taker."""
    await _show(query, message, context, partial(_ways, context.state, query.from_user.id, ids))


async def choose_return(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show what the taker could give in return: shift, tier, taker, page."""
    await _show(query, message, context, partial(_returns, context.state, query.from_user.id, ids))


async def request_swap(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask for the swap that was put together: shift, tier, taker, shift in return or 0."""
    shift_id, tier, taker_id, return_id = ids

    def _request() -> Screen:
        user_id = query.from_user.id
        wish = Wish(shift_id, _tier(tier), taker_id, return_id, asked_by=user_id, chat_id=message.chat.id)
        return _request_card(context.state, SwapService(context.state.office).ask(wish), user_id)

    await _show(query, message, context, _request)
    context.state.wake()


async def _show(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, make: Callable[[], Screen]
) -> None:
    """Put the next screen into the message; what cannot be done pops up."""
    try:
        text, markup = await asyncio.to_thread(make)
    except SwapFault as fault:
        await query.answer(str(fault), show_alert=True)
    else:
        await query.answer()
        await edit(context, message, text, markup)


def _own_turns(state: State, user_id: int) -> Screen:
    person, stands_in = state.office.person(user_id), state.office.may(user_id, Act.STAND_IN)
    if person is not None:
        return _turns(state, person, 0, stands_in=stands_in)
    return _givers(state, user_id, 0) if stands_in else (NOT_KNOWN, None)


def _givers(state: State, user_id: int, page: int) -> Screen:
    if not state.office.may(user_id, Act.STAND_IN):
        raise SwapFault(refusal(Act.STAND_IN))
    people = Choices(state.office).givers()
    return WHOSE, _people(people, page, (Action.SWAP_TURNS, (), (0,)), (Action.SWAP_GIVER, ()))


def _turns_of(state: State, user_id: int, person_id: int, page: int) -> Screen:
    person = next((each for each in state.office.people() if each.id == person_id), None)
    if person is None:
        raise SwapFault(GONE)
    Choices(state.office).check_asker(person, user_id)
    return _turns(state, person, page, stands_in=state.office.may(user_id, Act.STAND_IN))


def _turns(state: State, person: Person, page: int, *, stands_in: bool) -> Screen:
    found = page_of(Choices(state.office).turns(person.id), page, size=SIZE)
    rows = [[_turn_button(turn, state)] for turn in found.shown]
    rows.append(found.ways(lambda label, number: button(label, Action.SWAP_TURNS, person.id, number)))
    if stands_in:
        rows.append([button("代他人申请", Action.SWAP_GIVER, 0)])
    text = (WHICH_TURN if found.shown else NO_TURNS).format(name=escaped(person.name))
    return text, _markup(rows)


def _takers(state: State, user_id: int, ids: Sequence[int]) -> Screen:
    shift_id, tier, page = ids
    turn = Choices(state.office).turn(shift_id, _tier(tier), user_id)
    found = SwapService(state.office).open_of(turn)
    if found is not None:
        return _request_card(state, found, user_id)
    people = Choices(state.office).takers(turn)
    if not people:
        raise SwapFault(f"没有其他{turn.tier}可以选择，请联系管理员。")
    own = (shift_id, tier)
    text = WHICH_TAKER.format(turn=_named(turn, state))
    return text, _people(people, page, (Action.SWAP_WAY, own, ()), (Action.SWAP_TAKER, own))


def _ways(state: State, user_id: int, ids: Sequence[int]) -> Screen:
    shift_id, tier, taker_id = ids
    choices = Choices(state.office)
    turn = choices.turn(shift_id, _tier(tier), user_id)
    taker = choices.check_taker(turn, taker_id)
    own = (shift_id, tier, taker_id)
    rows = [
        [button("替班（只由对方代值）", Action.SWAP_ASK, *own, 0)],
        [button("互换（换回对方一个班）", Action.SWAP_RETURN, *own, 0)],
        [button("重选接班人", Action.SWAP_TAKER, shift_id, tier, 0)],
    ]
    return WHICH_WAY.format(turn=_named(turn, state), taker=escaped(taker.name)), _markup(rows)


def _returns(state: State, user_id: int, ids: Sequence[int]) -> Screen:
    shift_id, tier, taker_id, page = ids
    choices = Choices(state.office)
    turn = choices.turn(shift_id, _tier(tier), user_id)
    taker = choices.check_taker(turn, taker_id)
    found = page_of(choices.returns(turn, taker), page, size=SIZE)
    if not found.shown:
        raise SwapFault(NO_RETURN.format(name=taker.name))
    own = (shift_id, tier, taker_id)
    rows = [[button(_when(shift, state), Action.SWAP_ASK, *own, shift.id)] for shift in found.shown]
    rows.append(found.ways(lambda label, number: button(label, Action.SWAP_RETURN, *own, number)))
    text = f"{_named(turn, state)}\n请选择与{escaped(taker.name)}互换的班次："
    return text, _markup(rows)


def _request_card(state: State, swap: Swap, user_id: int) -> Screen:
    """Return where a request stands, and who is waited for."""
    approver = SwapService(state.office).approver(swap)
    waited = {
        swapping.State.ASKED: swap.taker.name,
        swapping.State.AGREED: approver.name if approver else ADMINS,
    }
    note = f"\n已经通知{escaped(waited[swap.state])}，请等候答复。" if swap.state in waited else ""
    return card(swap, state.office.zone) + note, keyboard(own_buttons(state, swap, user_id))


def _people(
    people: Sequence[Person],
    page: int,
    choice: tuple[Action, tuple[int, ...], tuple[int, ...]],
    way: tuple[Action, tuple[int, ...]],
) -> InlineKeyboardMarkup | None:
    """Return people as buttons, two a row; a choice has numbers before and behind the person's."""
    found = page_of(people, page, size=2 * SIZE)
    action, before, behind = choice
    names = [button(person.name, action, *before, person.id, *behind) for person in found.shown]
    rows = [names[place : place + 2] for place in range(0, len(names), 2)]
    rows.append(found.ways(lambda label, number: button(label, way[0], *way[1], number)))
    return _markup(rows)


def _turn_button(turn: Turn, state: State) -> InlineKeyboardButton:
    return button(
        f"{_when(turn.shift, state)} {turn.tier}", Action.SWAP_TAKER, turn.shift.id, TIERS.index(turn.tier), 0
    )


def _when(shift: Shift, state: State) -> str:
    """Return a shift as short as a button wants it."""
    zone = state.office.zone
    return f"{short_date(shift, zone)}{shift.start.astimezone(zone):%H:%M}"


def _named(turn: Turn, state: State) -> str:
    return f"换出：{when(turn.shift, state.office.zone)} {turn.tier}"


def _tier(number: int) -> Tier:
    # Buttons can be made up.
    if not 0 <= number < len(TIERS):
        raise SwapFault(GONE)
    return TIERS[number]


def _markup(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    found = [row for row in rows if row]
    return InlineKeyboardMarkup(found) if found else None
