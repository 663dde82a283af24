"""How people come in: /start with an invitation's code, /claim with the console's; /whoami tells what they are.

/start brings those too who follow a link to an original.
"""

import asyncio
import html

from telegram import Message, User
from telegram.constants import ChatType

from bot.chat.addressing import words_of
from bot.chat.gate import turn_away
from bot.chat.links import spot_in
from bot.chat.membership import fit
from bot.chat.reading import Spot, show_original
from bot.chat.sending import erase, escaped, place_of, send
from bot.chat.state import Context, State
from bot.permissions import Role, acts_of
from bot.services.invitations import InvitationFault, Invitations, Newcomer
from bot.services.members import Members

WELCOME = (
    "您已成为管理员。把我加进工作群，我会在这里请您确认；发送 /invite 可以邀请同事，发送 /members 可以查看和更改身份。"
)
WRONG = "登记码不对，或者已经用过。"
ONLY_PRIVATE = "登记码请在与我的私聊中发送，不要发在群里。"
ANONYMOUS = "无法确认匿名管理员的身份，请以本人身份发送 /whoami。"
JOINED = "欢迎！您的身份：{role}。"
USED = "{name}（编号 {id}）已通过您的邀请链接加入，身份：{role}。"
NAMELESS = "您还没有登记姓名。请发送 /iam 加姓名，例如：/iam 张三，登记后才能换班、交接班、发起会议。"


async def start(message: Message, context: Context) -> None:
    """Follow the link that someone came by, else greet and say what can be asked."""
    person, word = message.from_user, words_of(message)
    if person is None:
        return
    is_led, spot = message.chat.type == ChatType.PRIVATE and bool(word), spot_in(word)
    if is_led and spot is None:
        await _follow(message, context, person, word)
    elif await context.state.access.role(person.id, message.chat_id) is Role.STRANGER:
        await turn_away(message, context)
    elif is_led and spot is not None:
        await show_original(message, context, Spot(*spot))
    else:
        await send(context, place_of(message), _greeting(context.state))


async def show_whoami(message: Message, context: Context) -> None:
    """Tell the person's id and role, in private also their name and what they may do, in a group its id."""
    person, state, place = message.from_user, context.state, place_of(message)
    if person is None:
        return
    role = await state.access.role(person.id, message.chat_id)
    if message.sender_chat:
        await send(context, place, ANONYMOUS)
    elif role is Role.STRANGER:
        await turn_away(message, context)
    else:
        lines = [f"您的编号：<code>{person.id}</code>", f"您的身份：{role}"]
        if message.chat.type == ChatType.PRIVATE:
            lines += await asyncio.to_thread(_particulars, state, person.id, role)
        else:
            lines.append(f"本群的编号：<code>{message.chat_id}</code>，已登记")
        await send(context, place, "\n".join(lines))


async def claim(message: Message, context: Context) -> None:
    """Make the bearer of the console's code an administrator."""
    person, state = message.from_user, context.state
    if person is None or not state.tries.admits(person.id):
        return
    if message.chat.type != ChatType.PRIVATE:
        await erase(message)
        await send(context, place_of(message), ONLY_PRIVATE)
        return
    if state.claim is None or not state.claim.redeem(words_of(message)):
        await send(context, place_of(message), WRONG)
        return
    await asyncio.to_thread(Members(state.office).claim, person.id)
    await send(context, place_of(message), WELCOME)
    if state.menus:
        await state.menus.show(person.id, Role.ADMIN)


async def _follow(message: Message, context: Context, person: User, code: str) -> None:
    state = context.state
    if not state.tries.admits(person.id):
        return
    try:
        answer = await asyncio.to_thread(_enter, state, person, code)
    except InvitationFault as fault:
        answer = escaped(str(fault))
    state.wake()
    await send(context, place_of(message), answer)


def _enter(state: State, person: User, code: str) -> str:
    """Let in who follows a link; return what they hear, or raise InvitationFault."""
    invitations = Invitations(state.office)
    told = USED.format(name=escaped(fit(person.full_name)), id=person.id, role=invitations.look(code))
    role = invitations.follow(code, Newcomer(person.id, told))
    return "\n".join([JOINED.format(role=role), *_particulars(state, person.id, role), "", _greeting(state)])


def _particulars(state: State, user_id: int, role: Role) -> list[str]:
    person = state.office.person(user_id)
    acts = "；".join(acts_of(role))
    return [f"您的姓名：{escaped(person.name)}" if person else NAMELESS, f"您可以：{acts}。"]


def _greeting(state: State) -> str:
    office = html.escape(state.canmou.config.office.name, quote=False)
    return (
        f"您好，我是{office}的参谋。\n"
        "把工作程序方面的问题发给我，我从本单位的文件里找出原句和出处；文件里没有的，我会如实告诉您。\n\n"
        "例如：突发事件多久之内要上报？\n\n"
        "发送 /help 查看用法。涉密内容请勿发送。"
    )
