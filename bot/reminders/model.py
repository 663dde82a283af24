"""A reminder, the times it is due, and one message of it to one chat: what the planner, the rows and the loop share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a reminder is about, which decides how it is worded and how urgent it is."""

    DUTY_EVE = "duty_eve"  # the evening before a shift
    DUTY_START = "duty_start"  # a shift begins: 收到 is asked for
    DUTY_AGAIN = "duty_again"  # who has not pressed 收到 is reminded
    DUTY_LEADER = "duty_leader"  # the leader hears of it
    DUTY_DIRECTOR = "duty_director"  # the director hears of it
    POST_CHECK = "post_check"  # 在岗抽查
    POST_ABSENT = "post_absent"  # nobody answered the check
    HANDOVER = "handover"  # the note is asked for at shift change
    HANDOVER_NOTE = "handover_note"  # the note goes to whoever comes next
    HANDOVER_LEADER = "handover_leader"  # the leader hears that the note or the confirmation is missing
    SWAP_ASK = "swap_ask"  # the taker is asked
    SWAP_APPROVE = "swap_approve"  # whoever approves is asked
    SWAP_NEWS = "swap_news"  # what became of a swap
    MEETING_CARD = "meeting_card"  # made, changed, cancelled: everybody hears
    MEETING_LEAD = "meeting_lead"  # ahead of a sitting
    MEETING_CHASE = "meeting_chase"  # who has not answered, by name
    MEETING_LIST = "meeting_list"  # to the organizer: who comes
    MEETING_AFTER = "meeting_after"  # attendance, minutes
    BRIEFING = "briefing"
    NAMING = "naming"  # someone asks to be registered by a name
    APPLICANT = "applicant"  # a stranger asks to be let in
    GUEST = "guest"  # the bot came into a group that is not served
    NOTICE = "notice"  # something went wrong with another reminder


DUTY, MEETING, NOTICE, BRIEFING = range(4)
# What goes first when not all can go at once; the smaller the number, the sooner.
WEIGHTS = {
    Kind.DUTY_EVE: DUTY,
    Kind.DUTY_START: DUTY,
    Kind.DUTY_AGAIN: DUTY,
    Kind.DUTY_LEADER: DUTY,
    Kind.DUTY_DIRECTOR: DUTY,
    Kind.POST_CHECK: DUTY,
    Kind.POST_ABSENT: DUTY,
    Kind.HANDOVER: DUTY,
    Kind.HANDOVER_NOTE: DUTY,
    Kind.HANDOVER_LEADER: DUTY,
    Kind.SWAP_ASK: DUTY,
    Kind.SWAP_APPROVE: DUTY,
    Kind.SWAP_NEWS: DUTY,
    Kind.MEETING_CARD: MEETING,
    Kind.MEETING_LEAD: MEETING,
    Kind.MEETING_CHASE: MEETING,
    Kind.MEETING_LIST: MEETING,
    Kind.MEETING_AFTER: MEETING,
    Kind.NAMING: NOTICE,
    Kind.APPLICANT: NOTICE,
    Kind.GUEST: NOTICE,
    Kind.NOTICE: NOTICE,
    Kind.BRIEFING: BRIEFING,
}


class State(StrEnum):
    """What became of a delivery."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


OPEN = (State.PENDING, State.CLAIMED)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What may be due several times; missed ones of one reminder become one message. ``owner_id`` hears of drops."""

    key: str
    kind: Kind
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One due time: about the row ``subject`` of whatever its kind is about; worth nothing after ``expires_at``."""

    subject: int
    due_at: datetime
    expires_at: datetime
    chats: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one chat, as the loop takes it.

    ``missed`` are earlier due times that this message stands for, ``others`` the deliveries that those would have been;
    ``expires_at`` is when the last of them all is worth nothing. ``is_shut`` says that the chat cannot be written to.
    """

    id: int
    reminder: Reminder
    subject: int
    note: str
    chat_id: int
    due_at: datetime
    expires_at: datetime
    tries: int = 0
    is_unsure: bool = False
    is_shut: bool = False
    missed: tuple[datetime, ...] = ()
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is due some time after a message went out, as the next step of a chain; planned once for its key."""

    reminder: Reminder
    subject: int
    after: timedelta
    lasts: timedelta
    chats: tuple[int, ...]
    note: str = ""

    def occurrence(self, sent_at: datetime) -> Occurrence:
        """Return the due time that follows from when the message went out."""
        due_at = sent_at + self.after
        return Occurrence(self.subject, due_at, due_at + self.lasts, self.chats, self.note)


Buttons = tuple[tuple[tuple[str, str], ...], ...]  # rows of (label, what it says when pressed)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message in HTML with its buttons; ``then`` is planned with the news that it went out, or that it cannot.

    ``held_until`` is when the quiet hours ended that kept it back: only from then on it is late.
    """

    text: str
    buttons: Buttons = ()
    then: tuple[FollowUp, ...] = ()
    held_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """There is nothing to be sent any more, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """The message is to be worded and sent at another time."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """Plain words about a message that does not go out; said once for each ``key``."""

    key: str
    text: str
    chats: frozenset[int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a try, to be written down as one: PENDING is tried again at ``try_at``.

    ``is_unsure`` says that this try may have arrived, ``shuts`` that nothing can be written to the chat, of which the
    notice is said once.
    """

    state: State
    reason: str = ""
    message_id: int | None = None
    try_at: datetime | None = None
    is_unsure: bool = False
    shuts: bool = False
    notice: Notice | None = None
    then: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A delivery as it is listed: what, to whom, when, and what became of it."""

    kind: Kind
    key: str
    subject: int
    chat_id: int
    state: State
    due_at: datetime
    try_at: datetime
    tries: int
    ended_at: datetime | None
    message_id: int | None
    reason: str
