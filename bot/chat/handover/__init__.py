"""交接班 in the chat: the note that is asked for, its taking over, the matters that stay open."""

from bot.chat.handover.giving import (
    NOTE,
    ask_note,
    confirm_handover,
    give_all_well,
    show_handover,
    take_note,
    understand_handover,
)
from bot.chat.handover.matters import (
    MATTER,
    ask_matter,
    close_matter,
    show_matters,
    start_matters,
    take_matter,
    turn_matters,
)
from bot.chat.handover.wording import word_handover, word_handover_note, word_handover_trouble

__all__ = [
    "MATTER",
    "NOTE",
    "ask_matter",
    "ask_note",
    "close_matter",
    "confirm_handover",
    "give_all_well",
    "show_handover",
    "show_matters",
    "start_matters",
    "take_matter",
    "take_note",
    "turn_matters",
    "understand_handover",
    "word_handover",
    "word_handover_note",
    "word_handover_trouble",
]
