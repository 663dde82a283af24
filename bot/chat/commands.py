"""The table of commands, and what is read off it: the handlers, Telegram's menus, /start and /help."""

import html
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Message,
)
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import CommandHandler
from telegram.ext.filters import UpdateType

from bot.chat.admission import claim, show_whoami
from bot.chat.asking import ask
from bot.chat.briefing import show_brief
from bot.chat.calls import show_log
from bot.chat.duty import show_duty
from bot.chat.gate import Conversation, admitted, open_to_all
from bot.chat.handover import show_handover, show_matters
from bot.chat.listing import show_documents
from bot.chat.meetings import show_meetings, start_meeting
from bot.chat.naming import claim_name
from bot.chat.sending import place_of, send
from bot.chat.settings import show_settings
from bot.chat.state import Context
from bot.chat.swaps import ask_swap

logger = logging.getLogger(__name__)

UNKNOWN = "没有这个命令，发送 /help 查看用法。"


class Audience(Enum):
    """Where a command stands in the menu."""

    PRIVATE = "private"
    GROUP = "group"
    ADMIN = "admin"


EVERYONE = frozenset(Audience)
IN_GROUPS = frozenset({Audience.GROUP})
ONE_TO_ONE = frozenset({Audience.PRIVATE, Audience.ADMIN})
NOBODY: frozenset[Audience] = frozenset()


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what it does, its line in the menu and in /help, and who sees that line."""

    name: str
    conversation: Conversation
    line: str
    audiences: frozenset[Audience] = EVERYONE
    for_strangers: bool = False


async def show_start(message: Message, context: Context) -> None:
    """Greet and say what can be asked."""
    office = html.escape(context.state.canmou.config.office.name, quote=False)
    text = (
        f"您好，我是{office}的参谋。\n"
        "把工作程序方面的问题发给我，我从本单位的文件里找出原句和出处；文件里没有的，我会如实告诉您。\n\n"
        "例如：突发事件多久之内要上报？\n\n"
        "发送 /help 查看用法。涉密内容请勿发送。"
    )
    await send(context, place_of(message), text)


async def show_help(message: Message, context: Context) -> None:
    """Show the commands and how to ask."""
    is_private = message.chat.type == ChatType.PRIVATE
    name = f"@{context.bot.username}"
    how = "直接发送问题即可，也可以接着上一句追问。" if is_private else f"在群里提问：{name} 加问题，或回复我的消息。"
    commands = (f"/{command.name} {command.line}" for command in visible(_audience(is_private)))
    notes = "点“原文”看全文；觉得有用或不准，请点一下。涉密内容请勿发送。"
    await send(context, place_of(message), "\n".join([how, "", *commands, "", notes]))


async def say_unknown(message: Message, context: Context) -> None:
    """Say that there is no such command."""
    await send(context, place_of(message), UNKNOWN)


async def welcome_admin(message: Message, context: Context) -> None:
    """Let the first administrator in and show them their menu."""
    admin = await claim(message, context)
    if admin is not None:
        await publish_menus(context.bot, [admin.id])


COMMANDS = (
    Command("start", show_start, "开始使用", ONE_TO_ONE),
    Command("ask", ask, "提问，例如 /ask 突发事件多久之内要上报"),
    Command("duty", show_duty, "查看今天、本周和自己的值班"),
    Command("iam", claim_name, "登记姓名，例如 /iam 张三", ONE_TO_ONE),
    Command("meeting", start_meeting, "发起会议，例如 /meeting 明天下午三点在301开党委会"),
    Command("meetings", show_meetings, "查看、更改会议，导出日历"),
    Command("swap", ask_swap, "换班：选择班次和接班人"),
    Command("handover", show_handover, "交接班：填写交班记录、确认接班"),
    Command("matters", show_matters, "查看未办结事项，/matters 新增 加内容可以登记"),
    Command("log", show_log, "登记来电来文，/log 今天 查看"),
    Command("documents", show_documents, "查看资料库里有哪些文件"),
    Command("brief", show_brief, "查看今日简报"),
    Command("settings", show_settings, "设置本群的提醒和简报", IN_GROUPS),
    Command("whoami", show_whoami, "查看自己的编号和身份"),
    Command("help", show_help, "查看用法"),
    Command("claim", welcome_admin, "用登记码成为第一位管理员", NOBODY, for_strangers=True),
)


def handlers() -> Iterator[CommandHandler[Context, None]]:
    """Yield the handler of each command; an edited message is not a command given again."""
    for command in COMMANDS:
        enter = open_to_all if command.for_strangers else admitted
        yield CommandHandler(command.name, enter(command.conversation), UpdateType.MESSAGE)


def visible(audience: Audience) -> tuple[Command, ...]:
    """Return the commands that stand in a menu."""
    return tuple(command for command in COMMANDS if audience in command.audiences)


async def publish_menus(bot: Bot, admins: Iterable[int]) -> None:
    """Set Telegram's menus; what fails is logged, for the bot works without."""
    scopes: list[tuple[Audience, BotCommandScope]] = [
        (Audience.PRIVATE, BotCommandScopeAllPrivateChats()),
        (Audience.GROUP, BotCommandScopeAllGroupChats()),
        *((Audience.ADMIN, BotCommandScopeChat(admin)) for admin in admins),
    ]
    for audience, scope in scopes:
        menu = [BotCommand(command.name, command.line) for command in visible(audience)]
        try:
            await bot.set_my_commands(menu, scope=scope)
        except TelegramError as refusal:
            # Telegram knows no chat with an administrator who has not written to the bot yet.
            level = logging.INFO if isinstance(refusal, BadRequest) else logging.WARNING
            logger.log(level, "the menu for %s was not set: %s", scope.type, type(refusal).__name__)


def _audience(is_private: bool) -> Audience:
    return Audience.PRIVATE if is_private else Audience.GROUP
