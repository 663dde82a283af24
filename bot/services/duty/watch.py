"""Who has pressed 收到 for a shift and 在岗 for a check, and what a press brings about."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.office.duty.shifts import Shift, Tier
from bot.office.duty.wording import when
from bot.reminders.model import FollowUp, Kind
from bot.services.duty.audience import Audience
from bot.services.duty.chain import Chain
from bot.services.duty.planning import key_of, watch_key
from bot.services.duty.words import named
from bot.services.office import Office
from bot.storage import Connection, checks, receipts, shifts
from bot.storage.checks import PostCheck
from bot.storage.events import Event, note, note_once
from bot.storage.receipts import Answer, Receipt
from bot.storage.reminders import notify, sent_messages, withdraw

SHIFT, CHECK = "shift", "check"  # kinds of events and receipts
STEPS = {
    Kind.DUTY_AGAIN: "值班员未点收到，再次提醒值班员",
    Kind.DUTY_LEADER: "值班员仍未点收到，报告带班领导",
    Kind.DUTY_DIRECTOR: "值班员仍未点收到，报告办公室主任",
    Kind.POST_ABSENT: "在岗抽查无人应答，报告带班领导和管理员",
}


class Press(Enum):
    """What became of a press."""

    COUNTED = auto()
    REPEATED = auto()
    NOT_THEIRS = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """A shift and who of it has pressed 收到."""

    shift: Shift
    officer: Receipt | None
    leader: Receipt | None

    @property
    def is_answered(self) -> bool:
        """Tell whether both have pressed."""
        return self.officer is not None and self.leader is not None


class Watch:
    """What is pressed under the messages of a shift."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._chain = Chain(office)
        self._audience = Audience(office)

    def standing(self, connection: Connection, shift_id: int) -> Standing | None:
        """Return who has pressed 收到 for a shift; None when there is no such shift."""
        shift = shifts.find(connection, shift_id)
        if shift is None:
            return None
        given = receipts.given(connection, SHIFT, shift_id)
        officer, leader = (given.get(person.user_id or 0) for person in (shift.officer, shift.leader))
        return Standing(shift, officer, leader)

    def told(self, connection: Connection, shift_id: int, chat_id: int) -> Standing | None:
        """Return the standing of a shift that has not ended and that a chat is to hear of; None for any other."""
        standing = self.standing(connection, shift_id)
        if standing is None or self._office.now() >= standing.shift.end:
            return None
        return standing if chat_id in self._audience.of_shift(connection, standing.shift) else None

    def awaited(self, connection: Connection, shift_id: int) -> Shift | None:
        """Return a shift that is on and whose officer has not pressed 收到; None for any other."""
        standing = self.standing(connection, shift_id)
        is_over = standing is None or standing.officer is not None or self._office.now() >= standing.shift.end
        return None if standing is None or is_over else standing.shift

    def unanswered(self, connection: Connection, check_id: int) -> tuple[PostCheck, Shift] | None:
        """Return a check of a shift that is on which its officer has not answered; None for any other."""
        check = checks.find(connection, check_id)
        shift = shifts.find(connection, check.shift_id) if check else None
        if check is None or shift is None or self._office.now() >= shift.end:
            return None
        is_answered = (shift.officer.user_id or 0) in receipts.given(connection, CHECK, check_id)
        return None if is_answered else (check, shift)

    def then(self, connection: Connection, shift: Shift, kind: Kind) -> tuple[FollowUp, ...]:
        """Return what follows on a message of a kind as long as nobody presses, and note the message's step."""
        self.note(connection, shift, kind)
        return self._chain.after(connection, shift, kind)

    def then_check(self, shift: Shift, check: PostCheck) -> tuple[FollowUp, ...]:
        """Return what follows on a check that is not answered."""
        return self._chain.after_check(shift, check)

    def note(self, connection: Connection, shift: Shift, kind: Kind, about: str = "") -> None:
        """Note a step of the chain once, ``about`` telling it from others of its kind."""
        if kind in STEPS:
            note_once(connection, Event(self._office.now(), SHIFT, shift.id, STEPS[kind] + about))

    def receive(self, shift_id: int, user_id: int) -> tuple[Press, Standing | None]:
        """Take 收到 from an account; return what became of it and how the shift stands then."""
        with self._office.begin() as connection:
            standing = self.standing(connection, shift_id)
            if standing is None:
                return Press.OVER, None
            press = self._receive(connection, standing.shift, user_id)
            return press, self.standing(connection, shift_id)

    def report(self, check_id: int, user_id: int) -> tuple[Press, Shift | None]:
        """Take 在岗 from an account; return what became of it and of which shift it is."""
        with self._office.begin() as connection:
            check = checks.find(connection, check_id)
            shift = shifts.find(connection, check.shift_id) if check else None
            if check is None or shift is None or self._office.now() >= shift.end:
                return Press.OVER, shift
            if shift.officer.user_id != user_id:
                return Press.NOT_THEIRS, shift
            receipt = Receipt(user_id, shift.officer.name, Answer.PRESENT, self._office.now())
            if not receipts.give_first(connection, CHECK, check_id, receipt):
                return Press.REPEATED, shift
            withdraw(connection, key_of(shift.id, f"check:{check.id}:absent"))
            self._note(connection, shift, f"{shift.officer.name}应答在岗抽查", user_id)
            return Press.COUNTED, shift

    def messages(self, connection: Connection, shift: Shift) -> tuple[tuple[int, int], ...]:
        """Return (chat, message) of everything under which 收到 can be pressed for a shift."""
        keys = (key_of(shift.id, "start"), watch_key(shift, "start"), watch_key(shift, "again"))
        return tuple(message for key in keys for message in sent_messages(connection, key))

    def _receive(self, connection: Connection, shift: Shift, user_id: int) -> Press:
        tiers = [tier for tier in Tier if shift.person(tier).user_id == user_id]
        if not tiers:
            return Press.NOT_THEIRS
        now = self._office.now()
        if now >= shift.end:
            return Press.OVER
        receipt = Receipt(user_id, shift.person(tiers[0]).name, Answer.RECEIVED, now)
        if not receipts.give_first(connection, SHIFT, shift.id, receipt):
            return Press.REPEATED
        self._note(connection, shift, f"{tiers[0]}{receipt.name}点了收到", user_id)
        if Tier.OFFICER in tiers:
            self._chain.stop(connection, shift)
            self._reassure(connection, shift)
        return Press.COUNTED

    def _reassure(self, connection: Connection, shift: Shift) -> None:
        """Tell those who heard that the officer did not answer that they have."""
        keys = [watch_key(shift, step) for step in ("leader", "director")]
        told = {chat_id for key in keys for chat_id, _ in sent_messages(connection, key)}
        if told:
            now, zone = self._office.now(), self._office.zone
            at = f"{now.astimezone(zone):%H:%M}"
            text = f"✅ {when(shift, zone)}：值班员{named(shift.officer)}已于{at}点“收到”。"
            notify(connection, watch_key(shift, "answered"), text, chats=told, now=now)

    def _note(self, connection: Connection, shift: Shift, what: str, user_id: int) -> None:
        note(connection, Event(self._office.now(), SHIFT, shift.id, what, user_id))
