"""Duty in Telegram: the roster shown and asked for, 收到 and 在岗 pressed, and how its reminders are worded."""

from bot.chat.duty.answering import answer_duty, take_question
from bot.chat.duty.pressing import receive, report
from bot.chat.duty.sharing import send_roster, send_shares
from bot.chat.duty.showing import show_duty, turn_duty
from bot.chat.duty.wording import (
    extend_duty,
    word_absent,
    word_again,
    word_check,
    word_director,
    word_eve,
    word_leader,
    word_start,
)

__all__ = [
    "answer_duty",
    "extend_duty",
    "receive",
    "report",
    "send_roster",
    "send_shares",
    "show_duty",
    "take_question",
    "turn_duty",
    "word_absent",
    "word_again",
    "word_check",
    "word_director",
    "word_eve",
    "word_leader",
    "word_start",
]
