"""What is kept of a person, told in plain words, and a person forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.office.acts import Act, Actor
from bot.office.errors import OfficeError
from bot.office.people import Person
from bot.permissions import Role
from bot.services.duty import Planner
from bot.services.office import Office
from bot.storage import Connection, applicants, forgetting, keeping, people, roles, shifts
from bot.storage.audit import note_act
from bot.storage.database import alone
from bot.storage.forgetting import Traces

UNTIL_FORGOTTEN = "保存到离岗后由管理员清除"
UNTIL_CLEARED = "保存到您自行清除"
FOR_GOOD = "作为工作记录长期保存"
# What is counted, as people call it, with how long it is kept; outlines are swept after some days.
COUNTED = (
    ("questions", "提问和回答", "条", UNTIL_CLEARED),
    ("votes", "评价（有用、不准）", "条", UNTIL_CLEARED),
    ("drafts", "没有办完的草稿", "份", UNTIL_CLEARED),
    ("outlines", "提纲", "份", "改动后保存{days}天"),
    ("shifts", "值班、带班班次", "个", FOR_GOOD),
    ("swaps", "换班记录", "条", FOR_GOOD),
    ("absences", "不排班日期", "段", UNTIL_FORGOTTEN),
    ("receipts", "对提醒的答复（收到、请假等）", "条", FOR_GOOD),
    ("handovers", "交接班记录", "条", FOR_GOOD),
    ("matters", "登记、办结的事项", "条", FOR_GOOD),
    ("calls", "登记的来电来文", "条", FOR_GOOD),
    ("meetings", "组织的会议", "个", FOR_GOOD),
    ("messages", "发给您的提醒", "条", UNTIL_FORGOTTEN),
    ("usage", "语言模型用量", "天", UNTIL_FORGOTTEN),
    ("acts", "管理操作记录", "条", FOR_GOOD),
)


class PrivacyFault(OfficeError):
    """Someone who cannot be forgotten now."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept of a person, and how long."""

    label: str
    content: str
    lasts: str


class Privacy:
    """Personal data: looked at and forgotten."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def kept(self, user_id: int) -> tuple[Kept, ...]:
        """Return all that is kept of whoever has an account."""
        days = self._office.config.writing.keep_days
        with self._office.begin() as connection:
            person = people.by_user(connection, user_id)
            known = tuple(self._known(connection, user_id, person))
            found = keeping.counts(connection, user_id, person.id if person else None)
        counted = ((label, found.get(name, 0), unit, lasts) for name, label, unit, lasts in COUNTED)
        rest = [(label, f"{count}{unit}", lasts.format(days=days)) for label, count, unit, lasts in counted if count]
        return (*known, *(Kept(*each) for each in rest))

    def forget_own(self, user_id: int) -> None:
        """Forget someone's questions, drafts and votes at their wish."""
        with self._office.begin() as connection:
            forgetting.forget_own(connection, user_id)

    def forget_person(self, person: Person, *, by: Actor) -> None:
        """Forget someone of the office; raise PrivacyFault."""
        self._forget(person, person.user_id, by)

    def forget_account(self, user_id: int, *, by: Actor) -> None:
        """Forget whoever has an account; raise PrivacyFault."""
        self._forget(self._office.person(user_id), user_id, by)

    def _forget(self, person: Person | None, user_id: int | None, by: Actor) -> None:
        now = self._office.now()
        with alone(self._office.engine) as connection:
            self._check_person(connection, person)
            self._check_account(connection, user_id, by)
            others = tuple(each.name for each in people.everyone(connection) if each != person)
            forgetting.forget(connection, Traces(person, user_id, others))
            note_act(connection, Act.FORGET, by=by, at=now, subject=f"person:{person.id}" if person else "account")
        Planner(self._office).extend()

    def _check_person(self, connection: Connection, person: Person | None) -> None:
        found = shifts.upcoming(connection, self._office.now()) if person else ()
        if any(person in (shift.officer, shift.leader) for shift in found):
            raise PrivacyFault("还有没有值完的班次，请先换班或者导入新的值班表，再清除。")

    def _check_account(self, connection: Connection, user_id: int | None, by: Actor) -> None:
        listed = self._office.config.access
        if user_id is None:
            return
        if user_id == by.user_id:
            raise PrivacyFault("请由另一位管理员为您清除。")
        if user_id in (*listed.admins, *listed.users):
            raise PrivacyFault("编号登记在设置文件里，请先从设置中去掉，再清除。")
        if not listed.admins and roles.holders(connection, Role.ADMIN) == {user_id}:
            raise PrivacyFault("至少要保留一位管理员。")

    def _known(self, connection: Connection, user_id: int, person: Person | None) -> Iterator[Kept]:
        if person is not None:
            yield Kept("姓名", person.name, UNTIL_FORGOTTEN)
            named = (("电话", person.phone), ("职务", person.position))
            yield from (Kept(label, content, UNTIL_FORGOTTEN) for label, content in named if content)
        role = self._office.role_in(connection, user_id)
        if role is not Role.STRANGER:
            yield Kept("账号编号和身份", f"{user_id}，{role}", UNTIL_FORGOTTEN)
        applicant = applicants.by_user(connection, user_id)
        if applicant is not None:
            yield Kept("加入申请", applicant.called or "未同意", "保存30天")
