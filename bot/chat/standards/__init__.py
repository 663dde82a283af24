"""Standard answers in the chat: shown, written out of what people called wrong, approved, reviewed."""

from bot.chat.standards.feedback import show_feedback, turn_feedback
from bot.chat.standards.listing import (
    approve_standard,
    drop_standard,
    open_standard,
    review_standards,
    show_standards,
    turn_standards,
)
from bot.chat.standards.wordings import (
    WORDING,
    ask_wording,
    drop_wording,
    join_standard,
    offer_standards,
    take_wording,
)
from bot.chat.standards.writing import STANDARD, place_standard, submit_standard, take_standard, write_standard

__all__ = [
    "STANDARD",
    "WORDING",
    "approve_standard",
    "ask_wording",
    "drop_standard",
    "drop_wording",
    "join_standard",
    "offer_standards",
    "open_standard",
    "place_standard",
    "review_standards",
    "show_feedback",
    "show_standards",
    "submit_standard",
    "take_standard",
    "take_wording",
    "turn_feedback",
    "turn_standards",
    "write_standard",
]
