"""Meetings made, changed and cancelled, each with the reminders that follow, in one transaction.

Of a repeated meeting one sitting is changed by making it a meeting of its own. When all from a sitting on are changed,
what was before and what is not held any more goes to another meeting, which is as this one was.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import uuid4

from bot.office.acts import Act, Actor
from bot.office.meetings.meeting import Meeting, Plan, Sitting
from bot.office.times.echo import when
from bot.office.times.rules import describe, known_days
from bot.services.meetings.laying import Layer
from bot.services.meetings.planning import NO_GROUP, News, Planner, audience
from bot.services.office import Office
from bot.storage import Connection, drafts, meetings, receipts
from bot.storage.audit import note_act
from bot.storage.events import Event, note

KIND = "meeting"  # of answers and of events; what they are about is the sitting
OWN = "canmou-"  # begins what our meetings are known by in calendar programs; its sittings' numbers come after a #
REPEATED = "重复"
BEFORE = 120  # characters that are told of how something was
LATER_TOO = "以后各次会议一并取消。"
ONLY_THIS = "只取消这一次，其他各次照常。"
OTHERS_STAY = "只改这一次，其他各次不变。"


class Scope(StrEnum):
    """How much of a repeated meeting is meant."""

    ONE = "one"
    ALL = "all"  # this sitting and those after it


@dataclass(frozen=True, slots=True)
class Maker:
    """Whoever makes a meeting, and the group where it is announced."""

    user_id: int
    chat_id: int = NO_GROUP


class MeetingService:
    """The office's meetings; every public call is a transaction of its own."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._planner = Planner(office)
        self._layer = Layer(office, self._planner)

    def extend(self) -> None:
        """Bring sittings and reminders up to date with the time."""
        self._layer.extend()
        self._planner.extend()

    def find(self, sitting_id: int) -> Sitting | None:
        """Return a sitting, or None."""
        with self._office.begin() as connection:
            return meetings.sitting(connection, sitting_id)

    def make(self, draft_id: int, plan: Plan, maker: Maker) -> Sitting | None:
        """Make the meeting of a draft and announce it; None when the draft was used up already."""
        with self._office.begin() as connection:
            if not drafts.finish(connection, draft_id):
                return None
            first = self.add(connection, plan, maker)
            self._planner.announce(connection, first.id, News.MADE)
            return first

    def add(self, connection: Connection, plan: Plan, maker: Maker, *, uid: str = "") -> Sitting:
        """Add a meeting with its sittings and reminders, and announce nothing; return its first sitting."""
        own = f"{OWN}{uuid4().hex}"
        meeting = meetings.add(connection, plan, organizer_id=maker.user_id, chat_id=maker.chat_id, uid=uid or own)
        self._layer.lay(connection, meeting)
        first = meetings.sittings_of(connection, meeting.id)[0]
        self._note(connection, first, "建立", by=maker.user_id)
        return first

    def change(self, draft_id: int, sitting_id: int, plan: Plan, *, scope: Scope, by: int) -> Sitting | None:
        """Change a sitting to come as a draft says, with ALL those after it too; None when nothing is to change."""
        with self._office.begin() as connection:
            is_open = drafts.finish(connection, draft_id)
            old = meetings.sitting(connection, sitting_id)
            if not is_open or old is None or old.cancelled or old.start <= self._office.now():
                return None
            knew = audience(connection, old)
            new = self.put(connection, old, plan, scope=scope)
            before = self._differences(old, new, scope)
            self._planner.announce(connection, new.id, News.CHANGED, before=before, also=knew)
            self._note(connection, new, "变更", by=by)
            self._note_act(connection, Act.CHANGE_MEETING, new, Actor(by))
            return new

    def cancel(self, sitting_id: int, *, scope: Scope, by: int, where: int | None = None) -> Sitting | None:
        """Cancel a sitting, and with ALL those after it; None when it was cancelled already."""
        with self._office.begin() as connection:
            sitting = self.strike(connection, sitting_id, scope=scope, by=by)
            if sitting is not None:
                self._note_act(connection, Act.CANCEL_MEETING, sitting, Actor(by, where))
            return sitting

    def strike(self, connection: Connection, sitting_id: int, *, scope: Scope, by: int) -> Sitting | None:
        """Cancel and announce that, as ``cancel`` does."""
        if not meetings.strike(connection, sitting_id):
            return None
        sitting = _there(connection, sitting_id)
        self._planner.withdraw(connection, sitting_id)
        meetings.revise(connection, sitting.meeting.id)
        is_repeated = sitting.meeting.plan.rule is not None
        is_whole = scope is Scope.ALL and is_repeated
        if is_whole:
            meetings.lay_until(connection, sitting.meeting.id, None)
            self._strike_all(connection, _rest(connection, sitting))
        extent = LATER_TOO if is_whole else ONLY_THIS if is_repeated else ""
        self._planner.announce(connection, sitting_id, News.CANCELLED, before=extent)
        self._note(connection, sitting, "取消", by=by)
        return sitting

    def put(self, connection: Connection, old: Sitting, plan: Plan, *, scope: Scope = Scope.ONE) -> Sitting:
        """Give a sitting another plan; return the sitting that is held now."""
        if old.meeting.plan.rule is not None and scope is Scope.ALL:
            return self._put_all(connection, old, plan)
        meeting = old.meeting
        if meeting.plan.rule is not None:
            plan = replace(plan, rule=None)
            meeting = self._beside(connection, old, plan, [old])
        meetings.change(connection, meeting.id, plan)
        if (old.start, old.end) != (plan.start, plan.end):
            meetings.move(connection, old.id, (plan.start, plan.end))
        if old.start != plan.start:
            receipts.forget(connection, KIND, old.id)
        self._layer.lay(connection, replace(meeting, plan=plan))
        return _there(connection, old.id)

    def _put_all(self, connection: Connection, old: Sitting, plan: Plan) -> Sitting:
        meeting, rest = old.meeting, _rest(connection, old)
        past = [each for each in meetings.sittings_of(connection, meeting.id) if each not in rest]
        is_moved = (plan.start, plan.end, plan.rule) != (old.start, old.end, meeting.plan.rule)
        if kept := [*past, *(rest if is_moved else ())]:
            self._beside(connection, old, meeting.plan, kept)
        meetings.change(connection, meeting.id, plan)
        if not is_moved:
            for each in rest:
                self._planner.replan(connection, each.id)
            return _there(connection, old.id)
        self._leave_out(connection, old, rest, plan)
        self._strike_all(connection, rest)
        self._layer.lay(connection, replace(meeting, plan=plan))
        return next(each for each in meetings.sittings_of(connection, meeting.id) if each.start == plan.start)

    def _leave_out(self, connection: Connection, old: Sitting, rest: list[Sitting], plan: Plan) -> None:
        """Leave those days out that were cancelled one by one before, or are a meeting of their own by now."""
        if plan.rule is None or old.meeting.plan.rule is None:
            return
        zone, calendar = self._office.zone, self._office.calendar()
        first, last = (each.start.astimezone(zone).date() for each in (old, rest[-1]))
        held = {each.start.astimezone(zone).date() for each in rest if not each.cancelled}
        before, _ = known_days(old.meeting.plan.rule, first, last, calendar)
        after, _ = known_days(plan.rule, first, last, calendar)
        spans = [plan.rule.on(day, zone) for day in after if day in before and day not in held]
        left_out = [span for span in spans if span[0] != plan.start]
        meetings.sit(connection, old.meeting.id, left_out, cancelled=True)

    def _beside(self, connection: Connection, of: Sitting, plan: Plan, sittings: list[Sitting]) -> Meeting:
        """Make a meeting beside that of a sitting, which has these sittings of it."""
        meeting = of.meeting
        root = meetings.stamp(connection, meeting.id).uid.partition("#")[0]
        beside = meetings.add(
            connection, plan, organizer_id=meeting.organizer_id, chat_id=meeting.chat_id, uid=f"{root}#{uuid4().hex}"
        )
        meetings.hand_over(connection, [each.id for each in sittings], beside.id)
        return beside

    def _strike_all(self, connection: Connection, sittings: list[Sitting]) -> None:
        for each in sittings:
            meetings.strike(connection, each.id)
            self._planner.withdraw(connection, each.id)

    def _differences(self, old: Sitting, new: Sitting, scope: Scope) -> str:
        """Return how things were, a line for each that is another now; of a single sitting that the others stay."""
        is_single = scope is Scope.ONE and old.meeting.plan.rule is not None
        pairs = zip(self._said(old), self._said(new), strict=True)
        changed = ((label, before) for (label, before), (_, after) in pairs if before != after)
        lines = [f"原{label}：{_brief(before)}" for label, before in changed if not (is_single and label == REPEATED)]
        return "\n".join([*lines, *([OTHERS_STAY] if is_single else [])])

    def _said(self, sitting: Sitting) -> Iterator[tuple[str, str]]:
        """Yield what people are told of a sitting, each with its label."""
        plan = sitting.meeting.plan
        yield "时间", when(sitting.start, sitting.end, self._office.calendar(), self._office.zone)
        yield REPEATED, describe(plan.rule) if plan.rule else "不重复"
        yield "名称", plan.title
        yield "地点", plan.room or "未定"
        yield "参加", plan.people or "未写"
        yield "备注", plan.notes or "无"

    def _note_act(self, connection: Connection, act: Act, sitting: Sitting, by: Actor) -> None:
        """Note what is done to another's meeting."""
        if by.user_id != sitting.meeting.organizer_id:
            note_act(connection, act, by=by, at=self._office.now(), subject=sitting.id)

    def _note(self, connection: Connection, sitting: Sitting, what: str, *, by: int) -> None:
        note(connection, Event(self._office.now(), KIND, sitting.id, what, by))


def _there(connection: Connection, sitting_id: int) -> Sitting:
    """Return a sitting that is known to be there."""
    sitting = meetings.sitting(connection, sitting_id)
    if sitting is None:
        raise LookupError(sitting_id)
    return sitting


def _rest(connection: Connection, sitting: Sitting) -> list[Sitting]:
    """Return a sitting and those of its meeting after it, cancelled ones too."""
    return [each for each in meetings.sittings_of(connection, sitting.meeting.id) if each.start >= sitting.start]


def _brief(words: str) -> str:
    """Return how something was, in one line; what is long can be read in the message before."""
    line = " ".join(words.split())
    return line if len(line) <= BEFORE else f"{line[:BEFORE]}……"
