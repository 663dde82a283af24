"""Accounts bound to names: someone says who they are, an administrator agrees, and both hear of it."""

import asyncio
import re
from dataclasses import dataclass

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message
from telegram.constants import ChatType

from bot.chat.addressing import words_of
from bot.chat.buttons import Action, data_of
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.office.acts import Actor
from bot.permissions import Act
from bot.reminders.model import Delivery, Outgoing, Skip
from bot.services.naming import Naming, Request
from bot.services.people import Roll

_SENTENCE = re.compile(r"我(?:是|叫)\s*([一-鿿·]{1,20})[。.!！]?")
_LIKELY = range(2, 7)  # characters of a name that is on no list

HOW = "请发送 /iam 加姓名，例如：/iam 张三"
ONLY_PRIVATE = "请在与我的私聊中登记姓名。"
UNLISTED = "名单里没有“{}”，请核对姓名，或请管理员把您加入名单。"
BOUND = "已登记：您是{}。"
ALREADY = "您已经登记为{}。"
ASKED = "已请管理员确认，确认后会告诉您。"
GONE = "这条申请已经处理，或者已经过期。"
REFUSED = "管理员没有同意把您登记为{}，请与管理员联系。"
AGREED, DECLINED = "已同意", "未同意"


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who says who they are."""

    user_id: int
    called: str  # what Telegram calls them
    may_admit: bool


async def claim_name(message: Message, context: Context) -> None:
    """Register whoever writes by the name that they give: /iam 张三."""
    if message.chat.type != ChatType.PRIVATE:
        await send(context, place_of(message), ONLY_PRIVATE)
        return
    name = "".join(words_of(message).split())
    await (_claim(message, context, name) if name else send(context, place_of(message), HOW))


async def understand_name(message: Message, context: Context) -> bool:
    """Register whoever says 我是张三 in private and has no name yet, or names somebody on the list."""
    said = _SENTENCE.fullmatch(words_of(message))
    if message.chat.type != ChatType.PRIVATE or said is None or message.from_user is None:
        return False
    if not await asyncio.to_thread(_is_claim, context.state, said[1], message.from_user.id):
        return False
    await _claim(message, context, said[1])
    return True


def word_naming(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Ask an administrator whether someone is who they say."""
    request = Naming(state.office).find(delivery.subject)
    if request is None:
        return Skip("decided")
    verdicts = (("同意", 1), ("不同意", 0))
    buttons = tuple((label, data_of(Action.ADMIT_NAME, request.id, verdict)) for label, verdict in verdicts)
    return Outgoing(_request(request), (buttons,))


async def admit_name(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Bind an account to a name, or not, as an administrator says: request, 1 or 0."""
    request_id, verdict = ids
    state = context.state
    request = await asyncio.to_thread(Naming(state.office).find, request_id)
    done = await asyncio.to_thread(
        _decide, state, request_id, is_agreed=bool(verdict), by=Actor(query.from_user.id, message.chat.id)
    )
    # A toast shows no HTML.
    await query.answer(GONE if done == GONE else None)
    state.wake()
    await edit(context, message, done, None)
    if request and state.menus:
        # A name may bring a role along.
        await state.menus.show(request.user_id, await state.access.role(request.user_id))


async def _claim(message: Message, context: Context, name: str) -> None:
    person, state = message.from_user, context.state
    if person is None:
        return
    may_admit = await state.access.may(person.id, Act.ADMIT)
    answer = await asyncio.to_thread(_answer, state, Claimant(person.id, person.full_name, may_admit), name)
    await send(context, place_of(message), answer)
    state.wake()


def _is_claim(state: State, name: str, user_id: int) -> bool:
    is_likely = len(name) in _LIKELY and state.office.person(user_id) is None
    return is_likely or Roll(state.office).find(name) is not None


def _answer(state: State, claimant: Claimant, name: str) -> str:
    """Do what can be done at once; return what the claimant hears."""
    person = Roll(state.office).find(name)
    if person is None:
        return UNLISTED.format(escaped(name))
    if person.user_id == claimant.user_id:
        return ALREADY.format(escaped(name))
    if claimant.may_admit:
        Roll(state.office).bind(person, claimant.user_id, by=Actor(claimant.user_id, claimant.user_id))
        return BOUND.format(escaped(name))
    Naming(state.office).ask(person, user_id=claimant.user_id, called=claimant.called)
    return ASKED


def _decide(state: State, request_id: int, *, is_agreed: bool, by: Actor) -> str:
    """Carry an administrator's word out; return what was done, or that there is nothing to be done."""
    naming = Naming(state.office)
    request = naming.find(request_id)
    if request is None:
        return GONE
    name = escaped(request.person.name)
    told = (BOUND if is_agreed else REFUSED).format(name)
    if naming.decide(request_id, is_agreed=is_agreed, told=told, by=by) is None:
        return GONE
    return f"{AGREED if is_agreed else DECLINED}：{escaped(request.called)} 登记为{name}。"


def _request(request: Request) -> str:
    """Return the question, with what speaks against it."""
    person, before = request.person, request.before
    whose = f"{person.name}（{person.position}）" if person.position else person.name
    lines = [f"{request.called}（编号 {request.user_id}）申请登记为：{whose}。"]
    if person.user_id is not None:
        lines.append(f"⚠️ {person.name}已绑定另一个账号（编号 {person.user_id}），同意后改绑。")
    if before is not None:
        lines.append(f"⚠️ 该账号现在登记为{before.name}，同意后改为{person.name}。")
    return escaped("\n".join([*lines, "请核实是否本人。"]))
