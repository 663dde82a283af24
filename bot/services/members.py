"""The accounts that the office knows, with their roles: listed, a role given or taken away, the first administrator."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import uuid4

from bot import permissions
from bot.office.acts import Act, Actor
from bot.office.errors import OfficeError
from bot.permissions import GIVEN, ORDER, Role
from bot.services.office import SHARED, Office
from bot.storage import Connection, answers, applicants, people, roles
from bot.storage.audit import note_act
from bot.storage.database import alone
from bot.storage.reminders import notify
from bot.storage.roles import Grant

GIVEN_TO = "管理员已将您的身份设为：{role}。发送 /whoami 查看可以办理的事项。"
TAKEN_FROM = "管理员已取消授予您的身份：{role}。"


class MemberFault(OfficeError):
    """A role that cannot be given or taken away."""


@dataclass(frozen=True, slots=True)
class Member:
    """An account and what it is; ``name`` is the registered one or "", ``given`` the role that was given to it."""

    user_id: int
    name: str
    role: Role
    given: Role | None
    is_listed: bool  # in the settings, which no chat changes


class Members:
    """Roles as they are given by chat."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def everyone(self) -> tuple[Member, ...]:
        """Return all whom the office knows by account, the highest role first."""
        with self._office.begin() as connection:
            accounts = dict.fromkeys(self._accounts(connection))
            found = [self._member(connection, user_id) for user_id in accounts]
        return tuple(sorted(found, key=lambda member: (ORDER.index(member.role), not member.name)))

    def find(self, user_id: int) -> Member:
        """Return an account as the office knows it."""
        with self._office.begin() as connection:
            return self._member(connection, user_id)

    def unlisted(self, chats: Iterable[int], *, most: int) -> tuple[int, ...]:
        """Return who asked in some groups and is known by nothing else, the latest first, up to so many."""
        with self._office.begin() as connection:
            known = {*self._accounts(connection), *SHARED}
            return tuple(each for each in answers.askers(connection, chats) if each not in known)[:most]

    def claim(self, user_id: int) -> None:
        """Make someone an administrator, who said the code of the console in private."""
        now = self._office.now()
        with self._office.begin() as connection:
            roles.give(connection, Grant(user_id, Role.ADMIN, now))
            applicants.forget(connection, user_id)
            note_act(connection, Act.CLAIM, by=Actor(user_id, user_id), at=now)

    def give(self, user_id: int, role: Role, *, by: Actor, is_groupmate: bool = False) -> Member:
        """Give a role to an account that the office knows, or Telegram by a served group; raise MemberFault."""
        with alone(self._office.engine) as connection:
            before = self._changeable(connection, user_id, by)
            if role not in GIVEN or user_id in SHARED or not (is_groupmate or before.role is not Role.STRANGER):
                raise MemberFault("这位同志已经不在名单里，请重新发送 /members。")
            roles.give(connection, Grant(user_id, role, self._office.now(), by.user_id))
            self._check_administrators(connection)
            self._note(connection, Act.GIVE_ROLE, f"account:{user_id} {role.name}", by)
            self._tell(connection, user_id, GIVEN_TO.format(role=role))
            return self._member(connection, user_id)

    def take_away(self, user_id: int, *, by: Actor) -> Member:
        """Take away the role that was given to an account; raise MemberFault."""
        with alone(self._office.engine) as connection:
            before = self._changeable(connection, user_id, by)
            if before.given is None:
                raise MemberFault("没有授予过身份，不需要取消。")
            roles.take_away(connection, user_id)
            self._check_administrators(connection)
            self._note(connection, Act.TAKE_ROLE, f"account:{user_id}", by)
            self._tell(connection, user_id, TAKEN_FROM.format(role=before.given))
            return self._member(connection, user_id)

    def _changeable(self, connection: Connection, user_id: int, by: Actor) -> Member:
        """Return an account whose role may be changed by chat, by this actor and now; raise MemberFault."""
        if not permissions.may(self._office.role_in(connection, by.user_id), permissions.Act.ADMIT):
            raise MemberFault(permissions.refusal(permissions.Act.ADMIT))
        if user_id in self._office.config.access.admins:
            raise MemberFault("这位管理员登记在设置文件里，不能在这里更改。")
        return self._member(connection, user_id)

    def _check_administrators(self, connection: Connection) -> None:
        if not self._office.config.access.admins and not roles.holders(connection, Role.ADMIN):
            raise MemberFault("至少要保留一位管理员。")

    def _accounts(self, connection: Connection) -> Iterator[int]:
        listed = self._office.config.access
        yield from (*listed.admins, *(grant.user_id for grant in roles.all_given(connection)), *listed.users)
        yield from (person.user_id for person in people.everyone(connection) if person.user_id)

    def _member(self, connection: Connection, user_id: int) -> Member:
        person, listed = people.by_user(connection, user_id), self._office.config.access
        return Member(
            user_id,
            person.name if person else "",
            self._office.role_in(connection, user_id),
            roles.given(connection, user_id),
            is_listed=user_id in (*listed.admins, *listed.users),
        )

    def _tell(self, connection: Connection, user_id: int, text: str) -> None:
        notify(connection, f"role:{user_id}:{uuid4().hex}", text, chats=(user_id,), now=self._office.now())

    def _note(self, connection: Connection, act: Act, subject: str, by: Actor) -> None:
        note_act(connection, act, by=by, at=self._office.now(), subject=subject)
