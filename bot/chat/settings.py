"""A group's settings: one message whose buttons change in place what the group is told and when.

Its administrators may, and Canmou's.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.constants import ChatType

from bot.chat.buttons import Action, button
from bot.chat.sending import edit, place_of, send, thread_of
from bot.chat.state import Context
from bot.services.groups import GroupService
from bot.storage.groups import GroupSettings

ONLY_IN_GROUPS = "本群设置请在工作群里发送 /settings 查看和更改。"
EXPIRED = "这个按钮已过期，请重新发送 /settings。"
QUIET_HOURS = "免打扰时段内，值班提醒照发，其他推送顺延到时段结束。"
UNLISTED = "其他"
CURRENT = "✓ "


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a setting can have, in words and as fields of GroupSettings."""

    label: str
    values: Mapping[str, Any]

    def is_made(self, settings: GroupSettings) -> bool:
        """Tell whether it is the one that holds."""
        return all(getattr(settings, name) == value for name, value in self.values.items())


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting with its choices, so many of them in a row of buttons; ``is_named`` when each button needs its name."""

    label: str
    choices: tuple[Choice, ...]
    width: int
    is_named: bool = False

    def state(self, settings: GroupSettings) -> str:
        """Return the choice that holds, in words."""
        return next((choice.label for choice in self.choices if choice.is_made(settings)), UNLISTED)


def _switch(label: str, field: str) -> Setting:
    return Setting(label, (Choice("开", {field: True}), Choice("关", {field: False})), 2, is_named=True)


def _quiet(start: int, end: int) -> Choice:
    return Choice(f"{start:02}:00–{end:02}:00", {"quiet_from": time(start), "quiet_to": time(end)})


TIMES = tuple(time(hour, minute) for hour in (7, 8, 9) for minute in (0, 30))
SETTINGS = (
    _switch("值班提醒", "pushes_duty"),
    _switch("会议提醒", "pushes_meetings"),
    _switch("每日简报", "pushes_briefing"),
    Setting("简报时间", tuple(Choice(f"{each:%H:%M}", {"briefing_at": each}) for each in TIMES), 3),
    Setting("简报日期", (Choice("工作日", {"briefing_daily": False}), Choice("每天", {"briefing_daily": True})), 2),
    Setting(
        "免打扰时段",
        (Choice("不设", {"quiet_from": time(0), "quiet_to": time(0)}), _quiet(21, 7), _quiet(22, 7), _quiet(23, 6)),
        2,
    ),
)


async def show_settings(message: Message, context: Context) -> None:
    """Show a group's settings."""
    place = place_of(message)
    if message.chat.type == ChatType.PRIVATE:
        await send(context, place, ONLY_IN_GROUPS)
    else:
        settings = await asyncio.to_thread(GroupService(context.state.office).settings, message.chat_id)
        await send(context, place, *_view(settings, thread_of(message)))


async def change_setting(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Make a choice and show the settings as they are then."""
    thread_id = thread_of(message)
    chosen = _chosen(thread_id, *ids)
    if chosen is None or message.chat.type == ChatType.PRIVATE:
        await query.answer(EXPIRED)
        return
    setting, choice = chosen
    async with context.state.turns.take(message.chat.id):
        service = GroupService(context.state.office)
        settings = await asyncio.to_thread(service.change, message.chat.id, choice.values, by=query.from_user.id)
    await query.answer(f"已设置：{setting.label} {choice.label}")
    await edit(context, message, *_view(settings, thread_id))


def _settings(thread_id: int | None) -> tuple[Setting, ...]:
    """Return all settings, as they are offered in a topic or outside of any."""
    here = (Choice("推送到当前话题", {"thread_id": thread_id}),) if thread_id else ()
    return (*SETTINGS, Setting("推送话题", (Choice("不指定话题", {"thread_id": None}), *here), 2))


def _chosen(thread_id: int | None, place: int, number: int) -> tuple[Setting, Choice] | None:
    """Return what the numbers of a button stand for, or None when they were made up."""
    setting = dict(enumerate(_settings(thread_id))).get(place)
    choice = dict(enumerate(setting.choices)).get(number) if setting else None
    return (setting, choice) if setting and choice else None


def _view(settings: GroupSettings, thread_id: int | None) -> tuple[str, InlineKeyboardMarkup]:
    offered = [each for each in enumerate(_settings(thread_id)) if _is_offered(each[1], settings)]
    lines = (f"{setting.label}：{setting.state(settings)}" for _, setting in offered)
    rows = (row for place, setting in offered for row in _rows(place, setting, settings))
    return "\n".join(["<b>本群设置</b>", *lines, QUIET_HOURS]), InlineKeyboardMarkup(list(rows))


def _is_offered(setting: Setting, settings: GroupSettings) -> bool:
    """Tell whether there is anything to choose: outside topics there is none to push to."""
    return not all(choice.is_made(settings) for choice in setting.choices)


def _rows(place: int, setting: Setting, settings: GroupSettings) -> Iterator[list[InlineKeyboardButton]]:
    buttons = [
        button(_label(setting, choice, settings), Action.SETTING, place, number)
        for number, choice in enumerate(setting.choices)
    ]
    yield from (buttons[first : first + setting.width] for first in range(0, len(buttons), setting.width))


def _label(setting: Setting, choice: Choice, settings: GroupSettings) -> str:
    name = f"{setting.label} {choice.label}" if setting.is_named else choice.label
    return CURRENT + name if choice.is_made(settings) else name
