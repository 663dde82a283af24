"""Meetings in the chat: filled in and confirmed, answered, chased, changed, listed, followed up."""

from bot.chat.meetings.answering import LEAVE, ask_reason, decide, receive, take_reason
from bot.chat.meetings.attending import mark_present, send_minutes
from bot.chat.meetings.choosing import ask_field, choose_clock, choose_day, choose_group, choose_policy, choose_time
from bot.chat.meetings.confirming import act_on_form
from bot.chat.meetings.filling import (
    start_meeting,
    take_field,
    take_wish,
    understand_correction,
    understand_wish,
)
from bot.chat.meetings.importing import read_meetings
from bot.chat.meetings.listing import open_meeting, send_agenda, send_calendar, show_meetings, turn_meetings
from bot.chat.meetings.managing import cancel_meeting, change_meeting
from bot.chat.meetings.pushes import extend_meetings, word_after, word_card, word_chase, word_lead, word_list
from bot.chat.meetings.showing import FIELD

__all__ = [
    "FIELD",
    "LEAVE",
    "act_on_form",
    "ask_field",
    "ask_reason",
    "cancel_meeting",
    "change_meeting",
    "choose_clock",
    "choose_day",
    "choose_group",
    "choose_policy",
    "choose_time",
    "decide",
    "extend_meetings",
    "mark_present",
    "open_meeting",
    "read_meetings",
    "receive",
    "send_agenda",
    "send_calendar",
    "send_minutes",
    "show_meetings",
    "start_meeting",
    "take_field",
    "take_reason",
    "take_wish",
    "turn_meetings",
    "understand_correction",
    "understand_wish",
    "word_after",
    "word_card",
    "word_chase",
    "word_lead",
    "word_list",
]
