"""What people answer to a sitting: 收到, 请假 with a reason that is decided on, and who was there in the end."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from bot.office.meetings.attendance import attendance
from bot.office.meetings.meeting import Sitting
from bot.office.people import Person
from bot.permissions import Act, may
from bot.reminders.model import Kind, Occurrence, Reminder
from bot.services.meetings.changing import KIND
from bot.services.meetings.planning import NO_GROUP, ending, key_of
from bot.services.office import Office
from bot.storage import Connection, meetings, people, receipts
from bot.storage.events import Event, note
from bot.storage.receipts import Answer, Receipt
from bot.storage.reminders import add, notify

PRESENCE = "presence"  # the kind of receipts that tell who was there
LEAVE_OF = "leave:"  # begins the note of the message that asks the organizer for leave
DECISIONS = {
    Answer.APPROVED: "您的请假已获同意。",
    Answer.REFUSED: "您的请假未获同意，请按时参加；确有困难的，请直接与会议组织人联系。",
}


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who takes part: their account, and what they are called; one without an account has ``-person.id``."""

    account: int
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A sitting and what is known of who comes."""

    sitting: Sitting
    wanted: tuple[Member, ...]
    unmatched: tuple[str, ...]
    answers: dict[int, Receipt]
    present: frozenset[int]

    def answered(self, *answers: Answer) -> tuple[Receipt, ...]:
        """Return the receipts of these answers, in the order of coming."""
        return tuple(receipt for receipt in self.answers.values() if receipt.answer in answers)

    @property
    def silent(self) -> tuple[Member, ...]:
        """Return who is wanted and has not answered, or may not stay away; the organizer knows anyhow."""
        heard = {account for account, receipt in self.answers.items() if receipt.answer is not Answer.REFUSED}
        heard.add(self.sitting.meeting.organizer_id)
        return tuple(member for member in self.wanted if member.account not in heard)

    @property
    def members(self) -> tuple[Member, ...]:
        """Return who is wanted, and who answered beside them."""
        known = {member.account for member in self.wanted}
        others = (Member(each.user_id, each.name) for each in self.answers.values() if each.user_id not in known)
        return (*self.wanted, *others)

    @property
    def excused(self) -> tuple[Receipt, ...]:
        """Return who stayed away with leave."""
        return tuple(receipt for receipt in self.answered(Answer.APPROVED) if receipt.user_id not in self.present)

    @property
    def absent(self) -> tuple[Member, ...]:
        """Return who was not there and had no leave, which is known when it was marked who was."""
        return tuple(member for member in self.due if self.present and member.account not in self.present)

    @property
    def due(self) -> tuple[Member, ...]:
        """Return those of them who have no leave."""
        away = {receipt.user_id for receipt in self.answered(Answer.APPROVED)}
        return tuple(member for member in self.members if member.account not in away)


class AnswerService:
    """Answers to sittings; every public call is a transaction of its own."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def standing(self, sitting_id: int) -> Standing | None:
        """Return a sitting and what is known of who comes, or None."""
        with self._office.begin() as connection:
            return _standing(connection, sitting_id)

    def is_open(self, sitting: Sitting) -> bool:
        """Tell whether a sitting is still to be answered to."""
        return not sitting.cancelled and self._office.now() < ending(sitting)

    def receive(self, sitting_id: int, member: Member) -> bool:
        """Keep that someone will come; tell whether the sitting is still to be answered to."""
        return self._answer(sitting_id, member, Answer.RECEIVED)

    def ask_leave(self, sitting_id: int, member: Member, reason: str) -> bool:
        """Keep that someone asks for leave and ask the organizer; tell whether that is still possible."""
        return self._answer(sitting_id, member, Answer.LEAVE, reason)

    def decide(self, sitting_id: int, account: int, *, approves: bool, by: int) -> Receipt | None:
        """Decide on a leave and tell the person; None when it waits no more."""
        answer = Answer.APPROVED if approves else Answer.REFUSED
        with self._office.begin() as connection:
            if not receipts.settle(connection, KIND, sitting_id, account, answer=answer):
                return None
            receipt = receipts.given(connection, KIND, sitting_id)[account]
            self._tell(connection, sitting_id, receipt)
            self._note(connection, sitting_id, answer, by=by)
            return receipt

    def mark_present(self, sitting_id: int, account: int) -> None:
        """Note that someone was there, or take it back."""
        with self._office.begin() as connection:
            standing = _standing(connection, sitting_id)
            member = standing and next((each for each in standing.members if each.account == account), None)
            if member and not receipts.take_back(connection, PRESENCE, sitting_id, account):
                receipt = Receipt(account, member.name, Answer.ATTENDED, self._office.now())
                receipts.give(connection, PRESENCE, sitting_id, receipt)

    def mark_all_present(self, sitting_id: int) -> None:
        """Note that all were there who have no leave."""
        with self._office.begin() as connection:
            standing = _standing(connection, sitting_id)
            for member in standing.due if standing else ():
                receipt = Receipt(member.account, member.name, Answer.ATTENDED, self._office.now())
                receipts.give(connection, PRESENCE, sitting_id, receipt)

    def _answer(self, sitting_id: int, member: Member, answer: Answer, reason: str = "") -> bool:
        now = self._office.now()
        with self._office.begin() as connection:
            sitting = meetings.sitting(connection, sitting_id)
            if sitting is None or not self.is_open(sitting):
                return False
            receipts.give(connection, KIND, sitting_id, Receipt(member.account, member.name, answer, now, reason))
            if answer is Answer.LEAVE:
                self._ask_organizer(connection, sitting, member, now)
            self._note(connection, sitting_id, answer, by=member.account)
            return True

    def _ask_organizer(self, connection: Connection, sitting: Sitting, member: Member, now: datetime) -> None:
        """Have the organizer asked whether someone may stay away; the administrators where the organizer has left."""
        organizer, admins = sitting.meeting.organizer_id, self._office.admins()
        is_there = may(self._office.role_in(connection, organizer), Act.CALL_MEETING)
        chats = (organizer,) if is_there or not admins else tuple(sorted(admins))
        reminder = Reminder(key_of(sitting.id, f"leave:{member.account}"), Kind.MEETING_LIST, organizer)
        request = Occurrence(sitting.id, now, ending(sitting), chats, f"{LEAVE_OF}{member.account}")
        add(connection, reminder, [request], now=now)

    def _tell(self, connection: Connection, sitting_id: int, receipt: Receipt) -> None:
        """Tell the person in the group where it was announced, else in private."""
        sitting, now = meetings.sitting(connection, sitting_id), self._office.now()
        if sitting is None:
            return
        meeting = sitting.meeting
        chat_id = receipt.user_id if meeting.chat_id == NO_GROUP else meeting.chat_id
        name = f'<a href="tg://user?id={receipt.user_id}">{escape(receipt.name, quote=False)}</a>'
        text = f"{name}：“{escape(meeting.plan.title, quote=False)}”{DECISIONS[receipt.answer]}"
        key = key_of(sitting_id, f"decided:{receipt.user_id}:{receipt.given_at:%Y%m%d%H%M%S%f}")
        notify(connection, key, text, chats=(chat_id,), now=now)

    def _note(self, connection: Connection, sitting_id: int, answer: Answer, *, by: int) -> None:
        note(connection, Event(self._office.now(), KIND, sitting_id, answer, by))


def wanted_members(text: str, persons: tuple[Person, ...]) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    """Return whom a text of participants means, and the words that nobody answers to."""
    found = attendance(text, persons)
    return tuple(Member(person.user_id or -person.id, person.name) for person in found.persons), found.unmatched


def _standing(connection: Connection, sitting_id: int) -> Standing | None:
    sitting = meetings.sitting(connection, sitting_id)
    if sitting is None:
        return None
    wanted, unmatched = wanted_members(sitting.meeting.plan.people, people.everyone(connection))
    present = frozenset(receipts.given(connection, PRESENCE, sitting_id))
    return Standing(sitting, wanted, unmatched, receipts.given(connection, KIND, sitting_id), present)
