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
    DUTY_RECEIVED = "dr"  # shift: 收到
    DUTY_PRESENT = "dp"  # check: 在岗
    DUTY_VIEW = "dv"  # view: show another part of the roster in the same message
    DUTY_SHARES = "ds"  # year, month or 0: how turns were shared, in a new message
    DUTY_FILE = "df"  # form: the month's roster as a file
    KEEP_FILE = "pk"  # draft: take in what was handed in
    DROP_FILE = "pc"  # draft: do not
    ADMIT_NAME = "pa"  # draft, 1 or 0: whether someone is who they say
    SETTING = "gs"  # setting, choice: change how a group is told things
    SWAP = "wa"  # 换班: show one's turns in a new message
    SWAP_GIVER = "wg"  # page: who has turns
    SWAP_TURNS = "wo"  # person, page: whose turns
    SWAP_TAKER = "ws"  # shift, tier, page: who could take the turn
    SWAP_WAY = "wt"  # shift, tier, taker: for nothing, or for a turn in return
    SWAP_RETURN = "wr"  # shift, tier, taker, page: which turn in return
    SWAP_ASK = "wk"  # shift, tier, taker, shift in return or 0: ask for it
    SWAP_ACT = "wx"  # request, step
    HANDOVER_WELL = "hw"  # shift: 无异常
    HANDOVER_WRITE = "hn"  # shift: ask for the note in words
    HANDOVER_CONFIRM = "hc"  # shift: take over
    MATTERS = "hm"  # show the open matters in a new message
    MATTERS_TURN = "ho"  # page: show another page of them
    MATTER_CLOSE = "hx"  # matter, page
    MATTER_ADD = "ha"  # ask for a matter in words
    CALL_NEW = "hk"  # kind: ask for a call in words
    CALL_KEEP = "hs"  # draft
    CALL_FIELD = "hf"  # draft, field: ask for it anew
    CALL_DROP = "hd"  # draft
    CALL_MATTER = "ht"  # call: make an open matter of it
    CALL_TODAY = "hy"  # show the calls of today in a new message
    CALL_LIST = "hl"  # first and last day, page: show another page of calls
    CALL_EXPORT = "hp"  # first and last day: send the calls as a file
    MEETING_ACT = "ma"  # draft, act: confirm, change, give up
    MEETING_FIELD = "mf"  # draft, field: ask for its words
    MEETING_DAY = "mt"  # draft, day
    MEETING_CLOCK = "mc"  # draft, minutes of the day
    MEETING_CHOICE = "mw"  # draft, which of the times that are in doubt
    MEETING_POLICY = "mp"  # draft, what is done on days off
    MEETING_GROUP = "mg"  # draft, group or 0: where it is announced
    MEETING_RECEIVED = "mr"  # sitting: 收到
    MEETING_LEAVE = "ml"  # sitting: 请假, the reason is asked for
    MEETING_DECIDE = "md"  # sitting, account, 1 or 0: whether someone may stay away
    MEETING_PRESENT = "mb"  # sitting, account or 0 for all: 到会
    MEETING_MINUTES = "mn"  # sitting: the skeleton of the minutes
    MEETING_WEEK = "mv"  # week, counted from this one: show its meetings in the same message
    MEETING_OPEN = "mo"  # sitting: show it in the same message
    MEETING_CHANGE = "me"  # sitting, scope or 0
    MEETING_CANCEL = "mx"  # sitting, scope or 0
    MEETING_FILE = "mi"  # sitting or 0 for all: as a calendar file
    MEETING_AGENDA = "mj"  # sitting: its agenda as a paper
    OUTLINE_ACT = "xa"  # outline, version, act
    OUTLINE_KIND = "xe"  # outline, version, place of the kind that its advice names
    OUTLINE_SOURCES = "xs"  # outline, version, page: show another page of the quotes in the same message
    DRAFTS_TURN = "xt"  # whose, page: show another page of outlines in the same message
    DRAFT_OPEN = "xo"  # outline: show it in a new message
    DRAFT_FORGET = "xf"  # outline, page, 1 or 0: whether it was asked back
    FORM_CATEGORY = "xc"  # draft, category
    FORM_KIND = "xk"  # draft, place of the kind among those that are offered, or -1 for back
    FORM_LENGTH = "xl"  # draft, length
    INVITE_ROLE = "pi"  # role: make a link that gives it
    APPLICANT = "pd"  # request, role or 0: whether a stranger comes in
    MEMBERS_TURN = "pt"  # page: show another page of people in the same message
    MEMBER_OPEN = "po"  # account, page: show someone in the same message
    MEMBER_ROLE = "pr"  # account, role or 0 for none, page
    MEMBER_FORGET = "pf"  # account, 1 or 0: whether it was asked back, page
    MEMBER_SEEK = "ps"  # ask for a forwarded message, a name or a number
    MEMBER_APPOINT = "pn"  # account, role, 1 or 0: whether it was asked back
    GROUPMATES = "pg"  # show those who are only in a group in the same message
    GUEST = "gd"  # group, 1 or 0: whether it is served
    GUEST_SET = "ga"  # group, 1 or 0, page: the same, and the list of groups as it is then
    GUESTS_TURN = "gt"  # page: show another page of groups in the same message
    PRIVACY_FORGET = "pv"  # 0 asks back, 1 forgets, 2 leaves it
    DOCUMENT_ASK = "ba"  # expect a file for the library
    DOCUMENT_PAPER = "bp"  # look at the paper that was proofread
    DOCUMENT_PLACE = "bc"  # draft, collection or 0: where it goes
    DOCUMENT_KEEP = "bk"  # draft: take it in
    DOCUMENT_DROP = "bd"  # draft: do not
    SHELF = "bl"  # page: show the documents one by one in the same message
    DOCUMENT_OPEN = "bo"  # document, its sum, page
    DOCUMENT_MOVE = "bm"  # document, its sum, page, collection or 0
    DOCUMENT_REMOVE = "bx"  # document, its sum, page, 1 or 0: whether it was asked back
    COLLECTIONS = "bs"  # show the collections in the same message
    COLLECTION_NEW = "bn"  # ask for the name of one
    COLLECTION_OPEN = "bi"  # collection
    COLLECTION_READER = "br"  # collection, group or place of a role: who reads it
    COLLECTION_REMOVE = "bz"  # collection
    FEEDBACK_TURN = "nf"  # page: show another page of answers that were called wrong in the same message
    STANDARD_WRITE = "nw"  # answer: ask for a standard one
    STANDARD_PLACE = "np"  # standard answer, collection or 0
    STANDARD_SUBMIT = "ns"  # standard answer, 1 or 0: hand it in or forget it
    STANDARD_LIST = "nl"  # page
    STANDARD_OPEN = "no"  # standard answer, page
    STANDARD_APPROVE = "na"  # standard answer, page
    STANDARD_DROP = "nx"  # standard answer, page
    STANDARD_WORDING = "nq"  # standard answer, page: ask for another wording of its question
    STANDARD_WORDING_DROP = "nd"  # standard answer, the wording's sum, page
    STANDARD_JOIN = "nj"  # answer that was called wrong, page: which standard answer is the one to its question
    STANDARD_JOINED = "nk"  # standard answer, answer that was called wrong
    MODEL_SWITCH = "ys"  # 1 or 0: switch the language model on or off


ARGUMENTS = {
    Action.OPEN: 2,
    Action.TURN: 4,
    Action.VOTE: 2,
    Action.LIST: 1,
    Action.DUTY_RECEIVED: 1,
    Action.DUTY_PRESENT: 1,
    Action.DUTY_VIEW: 1,
    Action.DUTY_SHARES: 2,
    Action.DUTY_FILE: 1,
    Action.KEEP_FILE: 1,
    Action.DROP_FILE: 1,
    Action.ADMIT_NAME: 2,
    Action.SETTING: 2,
    Action.SWAP: 0,
    Action.SWAP_GIVER: 1,
    Action.SWAP_TURNS: 2,
    Action.SWAP_TAKER: 3,
    Action.SWAP_WAY: 3,
    Action.SWAP_RETURN: 4,
    Action.SWAP_ASK: 4,
    Action.SWAP_ACT: 2,
    Action.HANDOVER_WELL: 1,
    Action.HANDOVER_WRITE: 1,
    Action.HANDOVER_CONFIRM: 1,
    Action.MATTERS: 0,
    Action.MATTERS_TURN: 1,
    Action.MATTER_CLOSE: 2,
    Action.MATTER_ADD: 0,
    Action.CALL_NEW: 1,
    Action.CALL_KEEP: 1,
    Action.CALL_FIELD: 2,
    Action.CALL_DROP: 1,
    Action.CALL_MATTER: 1,
    Action.CALL_TODAY: 0,
    Action.CALL_LIST: 3,
    Action.CALL_EXPORT: 2,
    Action.MEETING_ACT: 2,
    Action.MEETING_FIELD: 2,
    Action.MEETING_DAY: 2,
    Action.MEETING_CLOCK: 2,
    Action.MEETING_CHOICE: 2,
    Action.MEETING_POLICY: 2,
    Action.MEETING_GROUP: 2,
    Action.MEETING_RECEIVED: 1,
    Action.MEETING_LEAVE: 1,
    Action.MEETING_DECIDE: 3,
    Action.MEETING_PRESENT: 2,
    Action.MEETING_MINUTES: 1,
    Action.MEETING_WEEK: 1,
    Action.MEETING_OPEN: 1,
    Action.MEETING_CHANGE: 2,
    Action.MEETING_CANCEL: 2,
    Action.MEETING_FILE: 1,
    Action.MEETING_AGENDA: 1,
    Action.OUTLINE_ACT: 3,
    Action.OUTLINE_KIND: 3,
    Action.OUTLINE_SOURCES: 3,
    Action.DRAFTS_TURN: 2,
    Action.DRAFT_OPEN: 1,
    Action.DRAFT_FORGET: 3,
    Action.FORM_CATEGORY: 2,
    Action.FORM_KIND: 2,
    Action.FORM_LENGTH: 2,
    Action.INVITE_ROLE: 1,
    Action.APPLICANT: 2,
    Action.MEMBERS_TURN: 1,
    Action.MEMBER_OPEN: 2,
    Action.MEMBER_ROLE: 3,
    Action.MEMBER_FORGET: 3,
    Action.MEMBER_SEEK: 0,
    Action.MEMBER_APPOINT: 3,
    Action.GROUPMATES: 0,
    Action.GUEST: 2,
    Action.GUEST_SET: 3,
    Action.GUESTS_TURN: 1,
    Action.PRIVACY_FORGET: 1,
    Action.DOCUMENT_ASK: 0,
    Action.DOCUMENT_PAPER: 0,
    Action.DOCUMENT_PLACE: 2,
    Action.DOCUMENT_KEEP: 1,
    Action.DOCUMENT_DROP: 1,
    Action.SHELF: 1,
    Action.DOCUMENT_OPEN: 3,
    Action.DOCUMENT_MOVE: 4,
    Action.DOCUMENT_REMOVE: 4,
    Action.COLLECTIONS: 0,
    Action.COLLECTION_NEW: 0,
    Action.COLLECTION_OPEN: 1,
    Action.COLLECTION_READER: 2,
    Action.COLLECTION_REMOVE: 1,
    Action.FEEDBACK_TURN: 1,
    Action.STANDARD_WRITE: 1,
    Action.STANDARD_PLACE: 2,
    Action.STANDARD_SUBMIT: 2,
    Action.STANDARD_LIST: 1,
    Action.STANDARD_OPEN: 2,
    Action.STANDARD_APPROVE: 2,
    Action.STANDARD_DROP: 2,
    Action.STANDARD_WORDING: 2,
    Action.STANDARD_WORDING_DROP: 3,
    Action.STANDARD_JOIN: 2,
    Action.STANDARD_JOINED: 2,
    Action.MODEL_SWITCH: 1,
}
# Which of an action's numbers may be an account, a group or a sum. All others are of rows and lists, and rows have
# numbers of 32 bits: a database may refuse to look for one beyond that.
WIDE = {
    Action.MEETING_DECIDE: 1,
    Action.MEETING_GROUP: 1,
    Action.MEETING_PRESENT: 1,
    Action.DRAFTS_TURN: 0,
    Action.MEMBER_OPEN: 0,
    Action.MEMBER_ROLE: 0,
    Action.MEMBER_FORGET: 0,
    Action.MEMBER_APPOINT: 0,
    Action.DOCUMENT_OPEN: 1,
    Action.DOCUMENT_MOVE: 1,
    Action.DOCUMENT_REMOVE: 1,
    Action.COLLECTION_READER: 1,
}
_NARROW = range(-(2**31), 2**31)
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
    is_bounded = all(number in _NARROW or place == WIDE.get(action) for place, number in enumerate(numbers))
    return Press(action, numbers) if is_bounded and len(numbers) == ARGUMENTS[action] else None
