"""How people are admitted: /whoami tells an id and a role, /claim makes the bearer of the code an administrator."""

import asyncio

from telegram import Message, User
from telegram.constants import ChatType

from bot.chat.addressing import words_of
from bot.chat.sending import erase, place_of, send
from bot.chat.state import Context

WELCOME = "您已成为管理员。请把工作群的编号写进设置 access.chats 并重新启动，群里的同事就可以提问了。"
WRONG = "登记码不对，或者已经用过。"
ONLY_PRIVATE = "登记码请在与我的私聊中发送，不要发在群里。"


async def show_whoami(message: Message, context: Context) -> None:
    """Tell the person's id and role, and a group's id; strangers never come here but hear their id all the same."""
    if message.from_user is None:
        return
    role = await context.state.access.role(message.from_user.id)
    lines = [f"您的编号：<code>{message.from_user.id}</code>", f"您的身份：{role.value}"]
    if message.chat.type != ChatType.PRIVATE:
        lines.append(f"本群的编号：<code>{message.chat_id}</code>，已登记")
    await send(context, place_of(message), "\n".join(lines))


async def claim(message: Message, context: Context) -> User | None:
    """Make the bearer of the console's code an administrator; return who became one."""
    person, state = message.from_user, context.state
    if person is None or not state.tries.admits(person.id):
        return None
    if message.chat.type != ChatType.PRIVATE:
        await erase(message)
        await send(context, place_of(message), ONLY_PRIVATE)
        return None
    if state.claim is None or not state.claim.redeem(words_of(message)):
        await send(context, place_of(message), WRONG)
        return None
    await asyncio.to_thread(state.admins.add, person.id, since=state.canmou.now())
    await send(context, place_of(message), WELCOME)
    return person
