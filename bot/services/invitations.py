"""Invitations: made by who may, followed once, within a day; of what makes a link good only a digest is kept."""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

from bot import permissions
from bot.office.acts import Act, Actor
from bot.office.errors import OfficeError
from bot.permissions import GIVEN, Role
from bot.services.office import Office
from bot.storage import Connection, applicants, invitations, roles
from bot.storage.audit import note_act
from bot.storage.invitations import Invitation
from bot.storage.reminders import notify
from bot.storage.roles import Grant

LASTS = timedelta(days=1)
SECRET_BYTES = 24
# What is long over tells nobody anything.
KEPT = timedelta(days=30)
USED = "邀请链接已经用过，请联系管理员重新邀请。"
_NUMBER = re.compile(r"[0-9]{1,9}")


class InvitationFault(OfficeError):
    """A link that lets nobody in."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who follows a link, and how the one who made it hears of that."""

    user_id: int
    told: str


class Invitations:
    """Makes links and lets in who follows them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def make(self, role: Role, *, by: Actor) -> str:
        """Return the code of a new link that gives a role."""
        if role not in GIVEN:
            raise InvitationFault("没有这种身份。")
        now, secret = self._office.now(), secrets.token_urlsafe(SECRET_BYTES)
        with self._office.begin() as connection:
            invitations.sweep(connection, before=now - KEPT)
            kept = Invitation(0, _digest(secret), role, by.user_id, now + LASTS)
            number = invitations.add(connection, kept)
            note_act(connection, Act.INVITE, by=by, at=now, subject=f"invitation:{number} {role.name}")
        return f"{number}-{secret}"

    def look(self, code: str) -> Role:
        """Return what a link would give; raise InvitationFault when it lets nobody in."""
        with self._office.begin() as connection:
            return self._good(connection, code).role

    def follow(self, code: str, newcomer: Newcomer) -> Role:
        """Give who follows a link its role, once, and tell who made it; raise InvitationFault."""
        user_id, now = newcomer.user_id, self._office.now()
        with self._office.begin() as connection:
            invitation = self._good(connection, code)
            held = self._office.role_in(connection, user_id)
            if held is permissions.highest((held, invitation.role)):
                raise InvitationFault(f"您已经是{held}，不需要使用这个链接。")
            if not invitations.use(connection, invitation.id, user_id, at=now):
                raise InvitationFault(USED)
            roles.give(connection, Grant(user_id, invitation.role, now, invitation.made_by))
            applicants.forget(connection, user_id)
            subject = f"invitation:{invitation.id} {invitation.role.name}"
            note_act(connection, Act.JOIN, by=Actor(user_id, user_id), at=now, subject=subject)
            notify(connection, f"joined:{user_id}:{uuid4().hex}", newcomer.told, chats=(invitation.made_by,), now=now)
            return invitation.role

    def _good(self, connection: Connection, code: str) -> Invitation:
        """Return the invitation that a code is of; raise InvitationFault when it lets nobody in."""
        found = _find(connection, code)
        if found is None:
            raise InvitationFault("邀请链接不对，请联系管理员重新邀请。")
        if found.used_at is not None:
            raise InvitationFault(USED)
        may_invite = permissions.may(self._office.role_in(connection, found.made_by), permissions.Act.INVITE)
        if found.expires_at <= self._office.now() or not may_invite:
            raise InvitationFault("邀请链接已经失效，请联系管理员重新邀请。")
        return found


def _find(connection: Connection, code: str) -> Invitation | None:
    """Return the invitation that a code is of, whatever became of it."""
    number, _, secret = code.partition("-")
    found = invitations.find(connection, int(number)) if _NUMBER.fullmatch(number) else None
    # Without an invitation of that number there is something to compare with all the same.
    is_right = hmac.compare_digest(found.digest if found else _digest(""), _digest(secret))
    return found if is_right else None


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
