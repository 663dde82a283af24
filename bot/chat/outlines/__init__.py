"""Outlines in the chat: begun, shown, changed in words, filled in, quoted, listed, sent as documents."""

from bot.chat.outlines.asking import FIELD, choose_category, choose_kind, choose_length, take_field
from bot.chat.outlines.changing import CHANGE, explain_change, take_change, understand_change
from bot.chat.outlines.filling import BLANK, take_blank
from bot.chat.outlines.listing import forget_draft, open_draft, show_drafts, turn_drafts
from bot.chat.outlines.pressing import act_on_outline, change_kind
from bot.chat.outlines.quoting import turn_quotes
from bot.chat.outlines.showing import begin, sweep_outlines
from bot.chat.outlines.starting import start_outline, take_outline, understand_outline

__all__ = [
    "BLANK",
    "CHANGE",
    "FIELD",
    "act_on_outline",
    "begin",
    "change_kind",
    "choose_category",
    "choose_kind",
    "choose_length",
    "explain_change",
    "forget_draft",
    "open_draft",
    "show_drafts",
    "start_outline",
    "sweep_outlines",
    "take_blank",
    "take_change",
    "take_field",
    "take_outline",
    "turn_drafts",
    "turn_quotes",
    "understand_change",
    "understand_outline",
]
