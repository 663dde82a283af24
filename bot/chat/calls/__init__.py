"""来电来文登记 in the chat: two taps and a message, a card that can be put right, lists and a file."""

from bot.chat.calls.entering import (
    CALL,
    FIELD,
    ask_call,
    ask_field,
    drop_call,
    keep_call,
    open_call_matter,
    show_log,
    take_call,
    take_field,
)
from bot.chat.calls.listing import export_calls, show_calls_of_today, turn_calls

__all__ = [
    "CALL",
    "FIELD",
    "ask_call",
    "ask_field",
    "drop_call",
    "export_calls",
    "keep_call",
    "open_call_matter",
    "show_calls_of_today",
    "show_log",
    "take_call",
    "take_field",
    "turn_calls",
]
