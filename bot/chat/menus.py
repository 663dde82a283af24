"""Telegram's menus of commands: strangers, groups, and each person by their role see what they may do.

Which commands there are is the business of ``commands``.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, TelegramError

from bot.permissions import OF_THE_GROUP, Act, Role, may

logger = logging.getLogger(__name__)


class Place(Enum):
    """Where a command stands in the menu."""

    PRIVATE = "private"
    GROUP = "group"


EVERYWHERE = frozenset(Place)
IN_PRIVATE = frozenset({Place.PRIVATE})
IN_GROUPS = frozenset({Place.GROUP})
NOWHERE: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A command's line in the menu and in /help: for those who may do the act, in the places."""

    name: str
    line: str
    act: Act
    places: frozenset[Place] = EVERYWHERE


def visible(lines: Iterable[Line], role: Role, place: Place) -> tuple[Line, ...]:
    """Return the lines that a role sees in a place; in a group also what its own administrators may do."""
    return tuple(each for each in lines if place in each.places and _is_open(each.act, role, place))


class Menus:
    """The menus of one running bot, and which person was shown which."""

    def __init__(self, bot: Bot, lines: Sequence[Line]) -> None:
        self._bot = bot
        self._lines = lines
        self._shown: dict[int, Role] = {}

    async def publish(self) -> None:
        """Set the menus of strangers and of groups."""
        await self._set(visible(self._lines, Role.STRANGER, Place.PRIVATE), BotCommandScopeAllPrivateChats())
        await self._set(visible(self._lines, Role.STAFF, Place.GROUP), BotCommandScopeAllGroupChats())

    async def show(self, user_id: int, role: Role) -> None:
        """Give someone the menu of their role in private, unless they have it."""
        if self._shown.get(user_id, Role.STRANGER) is role:
            return
        if await self._set(visible(self._lines, role, Place.PRIVATE), BotCommandScopeChat(user_id)):
            self._shown[user_id] = role

    async def _set(self, lines: Sequence[Line], scope: BotCommandScope) -> bool:
        """Set a menu and tell whether that was done; what fails is logged, for the bot works without."""
        try:
            return await self._bot.set_my_commands([BotCommand(each.name, each.line) for each in lines], scope=scope)
        except TelegramError as refusal:
            # Telegram knows no chat with someone who has not written to the bot yet.
            level = logging.INFO if isinstance(refusal, BadRequest) else logging.WARNING
            logger.log(level, "the menu for %s was not set: %s", scope.type, type(refusal).__name__)
            return False


def _is_open(act: Act, role: Role, place: Place) -> bool:
    return may(role, act) or (place is Place.GROUP and act in OF_THE_GROUP)
