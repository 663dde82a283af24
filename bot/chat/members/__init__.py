"""Who belongs to the office: invitations, strangers who ask, people and roles, groups, what is kept of someone."""

from bot.chat.members.applying import decide_applicant, word_applicant
from bot.chat.members.groups import decide_guest, set_guest, show_groups, turn_guests, word_guest
from bot.chat.members.inviting import make_invitation, show_invite
from bot.chat.members.listing import change_role, forget_member, open_member, show_members, turn_members
from bot.chat.members.privacy import forget_own, show_privacy

__all__ = [
    "change_role",
    "decide_applicant",
    "decide_guest",
    "forget_member",
    "forget_own",
    "make_invitation",
    "open_member",
    "set_guest",
    "show_groups",
    "show_invite",
    "show_members",
    "show_privacy",
    "turn_guests",
    "turn_members",
    "word_applicant",
    "word_guest",
]
