"""The table of commands, and what is read off it: the handlers, the lines of the menus, /help."""

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Message
from telegram.constants import ChatType
from telegram.ext import CommandHandler
from telegram.ext.filters import UpdateType

from bot.chat.admission import claim, show_whoami, start
from bot.chat.asking import ask
from bot.chat.briefing import show_brief
from bot.chat.calls import show_log
from bot.chat.duty import show_duty
from bot.chat.gate import Conversation, admitted
from bot.chat.handover import show_handover, show_matters
from bot.chat.listing import show_documents
from bot.chat.meetings import show_meetings, start_meeting
from bot.chat.members import show_groups, show_invite, show_members, show_privacy
from bot.chat.menus import EVERYWHERE, IN_GROUPS, IN_PRIVATE, NOWHERE, Line, Place, visible
from bot.chat.model import show_model
from bot.chat.naming import claim_name
from bot.chat.outlines import show_drafts, start_outline
from bot.chat.sending import place_of, send
from bot.chat.settings import show_settings
from bot.chat.standards import show_feedback, show_standards
from bot.chat.state import Context
from bot.chat.swaps import ask_swap
from bot.permissions import Act

UNKNOWN = "没有这个命令，发送 /help 查看用法。"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what it does, its line in the menu and in /help, what one must be allowed to, and where."""

    name: str
    conversation: Conversation
    line: str
    act: Act
    places: frozenset[Place] = EVERYWHERE


async def show_help(message: Message, context: Context) -> None:
    """Show how to ask, and the commands that whoever asks may give here."""
    is_private = message.chat.type == ChatType.PRIVATE
    name = f"@{context.bot.username}"
    how = "直接发送问题即可，也可以接着上一句追问。" if is_private else f"在群里提问：{name} 加问题，或回复我的消息。"
    role = await context.state.access.role(message.from_user.id if message.from_user else 0, message.chat_id)
    shown = visible(LINES, role, Place.PRIVATE if is_private else Place.GROUP)
    commands = (f"/{each.name} {each.line}" for each in shown)
    notes = "点“原文”看全文；觉得有用或不准，请点一下。公文（.docx）发给我，可以校对。涉密内容请勿发送。"
    await send(context, place_of(message), "\n".join([how, "", *commands, "", notes]))


async def say_unknown(message: Message, context: Context) -> None:
    """Say that there is no such command."""
    await send(context, place_of(message), UNKNOWN)


COMMANDS = (
    Command("start", start, "开始使用", Act.ENTER, IN_PRIVATE),
    Command("ask", ask, "提问，例如 /ask 突发事件多久之内要上报", Act.ASK),
    Command("duty", show_duty, "查看今天、本周和自己的值班", Act.SEE_DUTY),
    Command("iam", claim_name, "登记姓名，例如 /iam 张三", Act.REGISTER, IN_PRIVATE),
    Command("meeting", start_meeting, "发起会议，例如 /meeting 明天下午三点在301开党委会", Act.CALL_MEETING),
    Command("meetings", show_meetings, "查看、更改会议，导出日历", Act.SEE_MEETINGS),
    Command("outline", start_outline, "起草公文提纲，例如 /outline 通知 国庆节期间值班安排", Act.WRITE),
    Command("drafts", show_drafts, "查看自己起草的提纲", Act.WRITE),
    Command("swap", ask_swap, "换班：选择班次和接班人", Act.KEEP_WATCH),
    Command("handover", show_handover, "交接班：填写交班记录、确认接班", Act.KEEP_WATCH),
    Command("matters", show_matters, "查看未办结事项，/matters 新增 加内容可以登记", Act.LOG),
    Command("log", show_log, "登记来电来文，/log 今天 查看", Act.LOG),
    Command("documents", show_documents, "查看资料库里有哪些文件", Act.ASK),
    Command("feedback", show_feedback, "查看评为“不准”的回答，写标准答复", Act.SEE_FEEDBACK, IN_PRIVATE),
    Command("standards", show_standards, "查看、审定标准答复", Act.APPROVE_ANSWERS, IN_PRIVATE),
    Command("brief", show_brief, "查看今日简报", Act.SEE_BRIEF),
    Command("settings", show_settings, "设置本群的提醒和简报", Act.SET_GROUP, IN_GROUPS),
    Command("model", show_model, "查看、开关语言模型", Act.SWITCH_MODEL, IN_PRIVATE),
    Command("invite", show_invite, "邀请同事：生成一次有效的链接", Act.INVITE, IN_PRIVATE),
    Command("members", show_members, "查看、更改人员的身份", Act.ADMIT, IN_PRIVATE),
    Command("groups", show_groups, "查看、启用、停用群", Act.SERVE_GROUPS, IN_PRIVATE),
    Command("privacy", show_privacy, "查看、清除我保存的个人资料", Act.ENTER, IN_PRIVATE),
    Command("whoami", show_whoami, "查看自己的编号、身份和权限", Act.ENTER),
    Command("help", show_help, "查看用法", Act.ASK),
    Command("claim", claim, "用登记码成为第一位管理员", Act.ENTER, NOWHERE),
)
LINES = tuple(Line(each.name, each.line, each.act, each.places) for each in COMMANDS)


def handlers() -> Iterator[CommandHandler[Context, None]]:
    """Yield the handler of each command; an edited message is not a command given again."""
    for command in COMMANDS:
        yield CommandHandler(command.name, admitted(command.conversation, command.act), UpdateType.MESSAGE)
