"""Updates as Telegram brings them, told from what only looks like one.

The library believes whatever it is given: it stops fetching at an update that it cannot read, and hands on texts that
are numbers. What is not sound in form, or could not be kept or repeated, does not come further than here.
"""

from collections.abc import Mapping
from typing import Any

from telegram import Bot, MaybeInaccessibleMessage, Message, Update

# What the library comes upon in something that Telegram would not send.
MALFORMED = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)

DEPTH = 24  # objects and lists within each other; Telegram's go to about ten
LONGEST = 1 << 16  # characters of a text; Telegram's have 4,096 at the most
LARGEST = 1 << 63  # numbers that databases keep are smaller
_TEXTS = ("text", "caption", "data", "file_id", "file_name", "first_name", "last_name", "username", "title", "type")
_MOVES = ("migrate_to_chat_id", "migrate_from_chat_id")
_NUMBERS = ("message_id", "message_thread_id", "date", "file_size", "update_id", *_MOVES)
_COUNTS = ("offset", "length")
_LISTS = ("entities", "caption_entities", "photo", "new_chat_members")
_FIELDS: Mapping[str, type] = {
    **dict.fromkeys(_TEXTS, str),
    **dict.fromkeys(_NUMBERS, int),
    **dict.fromkeys(_LISTS, list),
    "is_bot": bool,
}
# Objects that have a number of their own; a press has words for one.
_NUMBERED = ("from", "chat", "user", "sender_chat", "left_chat_member")
# What objects must hold; the library takes nothing for an answer.
_CHANGE, _STANDING = ("chat", "from", "old_chat_member", "new_chat_member"), ("user", "status")
_NEEDED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("message", "edited_message", "reply_to_message"), ("message_id", "chat", "date")),
    **dict.fromkeys(("my_chat_member", "chat_member"), _CHANGE),
    **dict.fromkeys(("old_chat_member", "new_chat_member"), _STANDING),
    "callback_query": ("id", "from"),
}


def read_update(content: Mapping[str, Any], bot: Bot | None = None) -> Update | None:
    """Return an update, None for what is none."""
    try:
        if not isinstance(content["update_id"], int) or not _is_sound(content):
            return None
        update = Update.de_json(dict(content), bot)
        _read_entities(update.effective_message)
        return update
    except MALFORMED:
        return None


def _read_entities(message: MaybeInaccessibleMessage | None) -> None:
    """Raise ValueError for a message, or one that it answers, with a stretch that ends within a character."""
    if isinstance(message, Message):
        if message.text:
            message.parse_entities()
        elif message.caption:
            message.parse_caption_entities()
        _read_entities(message.reply_to_message)


def _is_sound(value: object, depth: int = DEPTH) -> bool:
    match value:
        case _ if depth == 0:
            return False
        case str():
            return len(value) <= LONGEST and _can_be_written(value)
        case int():
            return -LARGEST <= value < LARGEST
        case dict():
            return all(_fits(name, each) and _is_sound(each, depth - 1) for name, each in value.items())
        case list():
            return all(_is_sound(each, depth - 1) for each in value)
        case _:
            return True


def _fits(name: str, value: object) -> bool:
    """Tell whether a field holds what fields of its name hold, wherever they stand."""
    if name in _NUMBERED:
        return isinstance(value, dict) and isinstance(value.get("id"), int)
    if name in _NEEDED:
        return isinstance(value, dict) and all(value.get(each) is not None for each in _NEEDED[name])
    if name in _COUNTS:
        return isinstance(value, int) and value >= 0
    return _is_of(_FIELDS.get(name), value)


def _is_of(expected: type | None, value: object) -> bool:
    """Tell whether a value is of a type; to Python yes and no are numbers."""
    if expected is int and isinstance(value, bool):
        return False
    return expected is None or isinstance(value, expected)


def _can_be_written(text: str) -> bool:
    """Tell whether a text is one: null signs and halves of characters are refused wherever it would be kept."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
