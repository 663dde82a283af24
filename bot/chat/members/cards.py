"""One of the people as a card: what the office knows of them, with what can be changed."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.buttons import Action, button
from bot.chat.members.numbers import NO_ROLE, number_of
from bot.chat.sending import escaped
from bot.permissions import GIVEN, Role
from bot.services.members import Member

Screen = tuple[str, InlineKeyboardMarkup | None]

IN_SETTINGS = "（登记在设置文件里）"


def member_card(member: Member, page: int) -> Screen:
    """Return someone's card, which leads back to a page of the list."""
    lines = [
        f"姓名：{escaped(member.name) or '没有登记'}",
        f"编号：<code>{member.user_id}</code>",
        f"身份：{member.role}{IN_SETTINGS if member.is_listed else ''}",
    ]
    return "\n".join(lines), InlineKeyboardMarkup([*_changes(member, page), [back(page)]])


def name_of(member: Member) -> str:
    """Return someone's name, else their number."""
    return escaped(member.name) or f"编号 {member.user_id}"


def back(page: int) -> InlineKeyboardButton:
    """Return the button that leads back to the list."""
    return button("返回", Action.MEMBERS_TURN, page)


def _changes(member: Member, page: int) -> list[list[InlineKeyboardButton]]:
    if member.is_listed and member.role is Role.ADMIN:
        return []
    user_id = member.user_id
    others = [role for role in GIVEN if role is not member.given]
    roles = [button(f"设为{role}", Action.MEMBER_ROLE, user_id, number_of(role), page) for role in others]
    rows = [roles[start : start + 2] for start in range(0, len(roles), 2)]
    if member.given is not None:
        rows.append([button("取消授予的身份", Action.MEMBER_ROLE, user_id, NO_ROLE, page)])
    return [*rows, [button("清除个人资料", Action.MEMBER_FORGET, user_id, 0, page)]]
