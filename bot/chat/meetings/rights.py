"""Who may make meetings, and who may change one."""

import asyncio

from telegram import Message, User

from bot.chat.state import Context
from bot.office.meetings.meeting import Sitting
from bot.permissions import Act, who_may
from bot.services.meetings.answering import Member

NOT_REGISTERED = "发起会议需要先登记姓名。请私聊我发送 /iam 加姓名，例如：/iam 张三，管理员确认后就可以发起。"
ANONYMOUS = "无法确认匿名管理员的身份，请以本人身份发起会议。"
NOT_YOURS = f"只有会议的组织人、{who_may(Act.MANAGE_MEETINGS)}可以办理。"


async def refusal(message: Message, context: Context) -> str:
    """Return why someone may not make a meeting, "" when they may."""
    if message.sender_chat or message.from_user is None:
        return ANONYMOUS
    return "" if await may_make(context, message.from_user.id) else NOT_REGISTERED


async def may_make(context: Context, user_id: int) -> bool:
    """Tell whether someone may make meetings: whom the office itself knows, not who is in a group alone."""
    return await asyncio.to_thread(context.state.office.may, user_id, Act.CALL_MEETING)


async def may_manage(context: Context, sitting: Sitting, user_id: int) -> bool:
    """Tell whether someone may change a meeting and decide on leaves: its organizer while they may make meetings."""
    is_own = user_id == sitting.meeting.organizer_id and await may_make(context, user_id)
    return is_own or await context.state.access.may(user_id, Act.MANAGE_MEETINGS)


async def member_of(context: Context, user: User) -> Member:
    """Return someone under the name that they are registered by, else as Telegram calls them."""
    person = await asyncio.to_thread(context.state.office.person, user.id)
    return Member(user.id, person.name if person else user.full_name)
