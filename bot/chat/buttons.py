"""What stands behind the buttons: an action and a few ids in at most 64 bytes, written and read back.

Whatever cannot be read, because it is of another version or was made up, is None.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.reminders.model import Buttons

VERSION = "1"


class Action(StrEnum):
    """What a press does; the values are short because they travel with each button."""

    OPEN = "o"  # answer, source: show the whole article in a new message
    TURN = "t"  # answer, source, offset, page: show another article or page in the same message
    VOTE = "v"  # answer, 1 or 0
    LIST = "l"  # page: show another page of the list of documents


ARGUMENTS = {Action.OPEN: 2, Action.TURN: 4, Action.VOTE: 2, Action.LIST: 1}
_DATA = re.compile(rf"{VERSION}([a-z]{{1,2}})((?::-?\d{{1,13}})*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Press:
    """An action with its numbers, as many as it takes."""

    action: Action
    numbers: tuple[int, ...]


def button(label: str, action: Action, *numbers: int) -> InlineKeyboardButton:
    """Return a button."""
    return InlineKeyboardButton(label, callback_data=data_of(action, *numbers))


def data_of(action: Action, *numbers: int) -> str:
    """Return what a button says when it is pressed."""
    return ":".join([VERSION + action, *map(str, numbers)])


def keyboard(rows: Buttons) -> InlineKeyboardMarkup | None:
    """Return rows of (label, data) as buttons, or None when there are none."""
    found = [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows if row]
    return InlineKeyboardMarkup(found) if found else None


def read_press(data: str) -> Press | None:
    """Return what a button's data says, or None when it says nothing known."""
    match = _DATA.fullmatch(data)
    if match is None or match[1] not in ARGUMENTS:
        return None
    action, numbers = Action(match[1]), tuple(map(int, match[2].split(":")[1:]))
    return Press(action, numbers) if len(numbers) == ARGUMENTS[action] else None
