"""The steps of a hand-over, each with what follows from it in one transaction."""

import html
from collections.abc import Sequence

from bot import permissions
from bot.office.acts import Act, Actor
from bot.office.duty.handing import LONGEST, items_in
from bot.office.duty.shifts import Shift
from bot.office.duty.wording import when
from bot.office.errors import OfficeError
from bot.office.people import Person
from bot.reminders.model import FollowUp, Reminder
from bot.services.duty.handing import GAP, LASTS, plan_note, successors
from bot.services.duty.questions import Questions
from bot.services.gates import check_unmarked
from bot.services.handover.following import follow
from bot.services.handover.turnover import Turnover, turnover_of
from bot.services.office import Office
from bot.storage import Connection, events, handovers, shifts
from bot.storage.audit import note_act
from bot.storage.events import Event
from bot.storage.handovers import open_matters
from bot.storage.reminders import notify, withdraw

KIND = "handover"
TAKEN_OVER = "接班人已经确认接班。补充事项请发送 /matters 新增 加内容。"
BY_ADMIN = "（管理员代）"


class HandoverFault(OfficeError):
    """A step of a hand-over that cannot be taken."""


class HandoverService:
    """Takes the steps of hand-overs, each in one transaction."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def find(self, shift_id: int) -> Turnover | None:
        """Return how far the hand-over of a shift has come, or None when there is no such shift."""
        with self._office.begin() as connection:
            shift = shifts.find(connection, shift_id)
            return None if shift is None else turnover_of(connection, shift)

    def to_confirm(self, user_id: int) -> Turnover | None:
        """Return the hand-over that waits for an account to take over, the newest, or None."""
        found = (turnover for turnover in self._recent() if turnover.is_given and not turnover.is_confirmed)
        return next((each for each in found if any(person.user_id == user_id for person in each.successors)), None)

    def to_give(self, user_id: int) -> Turnover | None:
        """Return the hand-over that an account may give the note of now, or None; administrators may any."""
        stands_in = self._office.may(user_id, permissions.Act.STAND_IN)
        found = [turnover for turnover in self._recent() if not turnover.is_confirmed]
        own = [turnover for turnover in found if turnover.shift.officer.user_id == user_id]
        missing = (each for each in (*own, *(found if stands_in else ())) if not each.is_given)
        return next(missing, own[0] if own else None)

    def give(self, shift_id: int, text: str, user_id: int) -> tuple[Turnover, int]:
        """Give a shift's note, or add to it; return how far it has come and how many matters it opened."""
        note, now = text.strip(), self._office.now()
        check_unmarked([note])
        items = tuple(items_in(note))
        with self._office.begin() as connection:
            shift = self._own_shift(connection, shift_id, user_id)
            self._check_room(connection, shift, note)
            if not handovers.give(connection, shift.id, note, by=user_id, at=now):
                raise HandoverFault(TAKEN_OVER)
            open_matters(connection, items, by=user_id, at=now, shift_id=shift.id)
            self._record(connection, shift, "交班", by=user_id, for_person=shift.officer)
            withdraw(connection, f"duty:{shift.id}:handover")
            plan_note(connection, self._office, shift)
            return turnover_of(connection, shift), len(items)

    def confirm(self, shift_id: int, user_id: int) -> Turnover:
        """Take over the watch of a shift, and tell who had it; raise HandoverFault."""
        with self._office.begin() as connection:
            shift = shifts.find(connection, shift_id)
            if shift is None or handovers.find(connection, shift_id) is None:
                raise HandoverFault("还没有交班记录，请先由交班人填写。")
            taker = self._successor(connection, shift, user_id)
            if not handovers.confirm(connection, shift.id, by=user_id, at=self._office.now()):
                raise HandoverFault("已经确认接班，不用重复点击。")
            self._record(connection, shift, "接班", by=user_id, for_person=taker)
            turnover = turnover_of(connection, shift)
            self._tell_giver(connection, turnover)
            return turnover

    def then(self, turnover: Turnover, reminder: Reminder) -> tuple[FollowUp, ...]:
        """Return what follows on a question as long as nobody answers it."""
        with self._office.begin() as connection:
            return follow(connection, self._office, turnover, reminder)

    def is_asked(self, people: Sequence[Person], chat_id: int) -> bool:
        """Tell whether a chat is where people are asked."""
        return Questions(self._office).is_asked(people, chat_id)

    def check_giver(self, shift_id: int, user_id: int) -> None:
        """Raise HandoverFault unless an account may give or add to a shift's note now."""
        with self._office.begin() as connection:
            shift = self._own_shift(connection, shift_id, user_id)
            if turnover_of(connection, shift).is_confirmed:
                raise HandoverFault(TAKEN_OVER)

    def _recent(self) -> list[Turnover]:
        """Return the hand-overs of the shifts that are on or ended lately, the newest first."""
        now = self._office.now()
        with self._office.begin() as connection:
            found = shifts.between(connection, now - LASTS - GAP, now)
            recent = [shift for shift in found if shift.start <= now < shift.end + LASTS]
            return [turnover_of(connection, shift) for shift in reversed(recent)]

    def _own_shift(self, connection: Connection, shift_id: int, user_id: int) -> Shift:
        shift = shifts.find(connection, shift_id)
        if shift is None:
            raise HandoverFault("这个班次已经不在值班表里了。")
        if user_id != shift.officer.user_id and not self._stands_in(connection, user_id):
            raise HandoverFault(f"请由值班员{shift.officer.name}填写，管理员可以代填。")
        if self._office.now() < shift.start:
            raise HandoverFault("这个班次还没有开始。")
        return shift

    def _stands_in(self, connection: Connection, user_id: int) -> bool:
        return permissions.may(self._office.role_in(connection, user_id), permissions.Act.STAND_IN)

    def _check_room(self, connection: Connection, shift: Shift, note: str) -> None:
        kept = handovers.find(connection, shift.id)
        if not note:
            raise HandoverFault("交班记录是空的，请重新填写。")
        if len(note) + len(kept.note if kept else "") > LONGEST:
            raise HandoverFault(f"交班记录太长，请控制在{LONGEST}字以内。")

    def _successor(self, connection: Connection, shift: Shift, user_id: int) -> Person | None:
        """Return who takes over, None for an administrator in their stead; raise HandoverFault."""
        coming = successors(connection, shift)
        person = next((person for person in coming if person.user_id == user_id), None)
        if person is None and not self._stands_in(connection, user_id):
            names = "、".join(person.name for person in coming)
            raise HandoverFault(f"请由接班人{names}确认，管理员可以代为确认。")
        return person

    def _tell_giver(self, connection: Connection, turnover: Turnover) -> None:
        given = turnover.handover
        if given and given.given_by and given.given_by != given.confirmed_by:
            shift = html.escape(when(turnover.shift, self._office.zone), quote=False)
            text = f"{html.escape(turnover.taker, quote=False)}已确认接班（{shift}的班次交接完毕）。"
            key = f"duty:{turnover.shift.id}:confirmed"
            notify(connection, key, text, chats=(given.given_by,), now=self._office.now())

    def _record(self, connection: Connection, shift: Shift, what: str, *, by: int, for_person: Person | None) -> None:
        remark = "" if for_person and for_person.user_id == by else BY_ADMIN
        if remark:
            note_act(connection, Act.STAND_IN_HANDOVER, by=Actor(by), at=self._office.now(), subject=shift.id)
        events.note(connection, Event(self._office.now(), KIND, shift.id, f"{what}{remark}", by))
