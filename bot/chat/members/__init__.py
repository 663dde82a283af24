"""Who belongs to the office: invitations, strangers who ask, people and roles, groups, what is kept of someone."""

from bot.chat.members.applying import decide_applicant, word_applicant
from bot.chat.members.appointing import appoint_member
from bot.chat.members.finding import MEMBER, seek_member, show_groupmates, take_member
from bot.chat.members.groups import decide_guest, set_guest, show_groups, turn_guests, word_guest
from bot.chat.members.inviting import make_invitation, show_invite
from bot.chat.members.listing import change_role, forget_member, open_member, show_members, turn_members
from bot.chat.members.privacy import forget_own, show_privacy

__all__ = [
    "MEMBER",
    "appoint_member",
    "change_role",
    "decide_applicant",
    "decide_guest",
    "forget_member",
    "forget_own",
    "make_invitation",
    "open_member",
    "seek_member",
    "set_guest",
    "show_groupmates",
    "show_groups",
    "show_invite",
    "show_members",
    "show_privacy",
    "take_member",
    "turn_guests",
    "turn_members",
    "word_applicant",
    "word_guest",
]
