"""Keyboards under messages: read from reply_markup with Telegram's checks, and written back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.sandbox import refusals
from bot.sandbox.calls import Call, JsonObject

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
# What a press does, named as the button's field; other kinds of buttons are not played.
ACTIONS = ("url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat")


class KeyboardKind(StrEnum):
    """Where a keyboard shows: under the message, instead of the person's own, or what hides or asks."""

    INLINE = "inline_keyboard"
    REPLY = "keyboard"
    REMOVE = "remove_keyboard"
    FORCE_REPLY = "force_reply"


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its label, what a press does and with what."""

    text: str
    action: str = ""
    value: str = ""

    @property
    def data(self) -> str:
        """Return what the bot gets when it is pressed."""
        return self.value if self.action == "callback_data" else ""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Rows of buttons."""

    kind: KeyboardKind
    rows: tuple[tuple[Button, ...], ...] = ()

    def find(self, label_or_data: str) -> Button | None:
        """Return the button with that label or that data."""
        buttons = (button for row in self.rows for button in row)
        return next((button for button in buttons if label_or_data in (button.text, button.data)), None)


def read_keyboard(call: Call) -> Keyboard | None:
    """Read reply_markup as Telegram does before it looks at the chat."""
    markup = call.object("reply_markup", "reply keyboard markup")
    if rows := _rows(markup.get(KeyboardKind.REPLY), KeyboardKind.REPLY):
        return Keyboard(KeyboardKind.REPLY, tuple(tuple(map(_plain_button, row)) for row in rows))
    if rows := _rows(markup.get(KeyboardKind.INLINE), KeyboardKind.INLINE):
        return Keyboard(KeyboardKind.INLINE, tuple(tuple(map(_inline_button, row)) for row in rows))
    for kind in (KeyboardKind.REMOVE, KeyboardKind.FORCE_REPLY):
        if markup.get(kind):
            return Keyboard(kind)
    return None


def check_keyboard(keyboard: Keyboard | None) -> None:
    """Refuse what Telegram refuses only when it stores the message."""
    buttons = [button for row in keyboard.rows for button in row] if keyboard else []
    if len(buttons) > MAX_BUTTONS:
        raise refusals.bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button)


def write_inline(keyboard: Keyboard) -> JsonObject:
    """Return an inline keyboard as a message shows it."""
    return {"inline_keyboard": [[_write_button(button) for button in row] for row in keyboard.rows]}


def _rows(value: Any, kind: KeyboardKind) -> list[list[Any]]:
    rows = value if isinstance(value, list) else []
    if not all(isinstance(row, list) for row in rows):
        owner = " of the InlineKeyboardMarkup" if kind is KeyboardKind.INLINE else ""
        raise refusals.bad_request(f'field "{kind}"{owner} must be an Array of Arrays')
    return [row for row in rows if row]


def _plain_button(value: Any) -> Button:
    text = value.get("text") if isinstance(value, dict) else value
    if not isinstance(text, str):
        raise refusals.bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    return Button(text)


def _inline_button(value: Any) -> Button:
    complaint = "can't parse inline keyboard button: "
    if not isinstance(value, dict):
        raise refusals.bad_request(complaint + "InlineKeyboardButton must be an Object")
    if not isinstance(value.get("text"), str):
        raise refusals.bad_request(complaint + 'Can\'t find field "text"')
    action = next((name for name in _given(value)), None)
    if action is None:
        raise refusals.bad_request(complaint + "Text buttons are unallowed in the inline keyboard")
    return Button(value["text"], action, str(value[action]))


def _given(value: JsonObject) -> Iterable[str]:
    # An empty address or empty data counts as not given; an empty inline query does not.
    return (name for name in ACTIONS if value.get(name) or (name in value and name.startswith("switch")))


def _check_button(button: Button) -> None:
    if not button.text.strip():
        raise refusals.bad_request("BUTTON_TEXT_INVALID")
    if len(button.data.encode()) > MAX_DATA_BYTES:
        raise refusals.bad_request("BUTTON_DATA_INVALID")
    if button.action == "url" and not re.match(r"(https?|tg)://\S", button.value):
        raise refusals.bad_request("BUTTON_URL_INVALID")


def _write_button(button: Button) -> JsonObject:
    return {"text": button.text, button.action: button.value}
