"""A meeting that is being filled in: what is known so far, what is asked next, and its packed form as a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.office.meetings.meeting import Plan, Sitting
from bot.office.times.leads import read_leads
from bot.office.times.outcome import Choice, Doubt, settled_rule
from bot.office.times.rules import Rule, pack, unpack
from bot.services.meetings.changing import Scope

MINUTE = timedelta(minutes=1)


class Field(StrEnum):
    """What people are asked for in words; the values are what the buttons say."""

    TIME = "时间"
    ROOM = "地点"
    PEOPLE = "参加"
    TITLE = "名称"
    LEADS = "提醒"
    NOTES = "备注"


class Step(StrEnum):
    """What is asked next; CARD when all is there to be confirmed."""

    TITLE = "title"
    DOUBT = "doubt"
    DAY = "day"
    CLOCK = "clock"
    ROOM = "room"
    PEOPLE = "people"
    POLICY = "policy"
    GROUP = "group"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of a meeting, its times by the office's clock.

    ``room`` and ``people`` are None until they were asked for, ``chat_id`` until a group was chosen. ``lead_words``
    are the words that ask for reminders, ``leads`` those of a meeting that is changed; without both the usual ones
    hold. ``sitting_id`` is what is changed, 0 for a new meeting; ``since`` its day when all after it change too.
    """

    title: str = ""
    start: datetime | None = None
    end: datetime | None = None
    day: date | None = None
    rule: Rule | None = None
    doubt: Doubt | None = None
    room: str | None = None
    people: str | None = None
    notes: str = ""
    lead_words: str = ""
    leads: tuple[timedelta, ...] | None = None
    chat_id: int | None = None
    sitting_id: int = 0
    since: date | None = None

    @property
    def scope(self) -> Scope:
        """Return how much of a repeated meeting is changed."""
        return Scope.ONE if self.since is None else Scope.ALL

    @property
    def step(self) -> Step:
        """Return what is asked next."""
        asked = (
            # About what was just written it is asked first.
            (self.doubt is not None, Step.DOUBT),
            (not self.title, Step.TITLE),
            (self.start is None, Step.DAY if self.day is None else Step.CLOCK),
            (self.room is None, Step.ROOM),
            (self.people is None, Step.PEOPLE),
            (self.rule is not None and self.rule.lacks_policy, Step.POLICY),
            (self.chat_id is None, Step.GROUP),
        )
        return next((step for is_asked, step in asked if is_asked), Step.CARD)

    def plan(self, usual: tuple[timedelta, ...]) -> Plan | None:
        """Return the plan with its reminders, ``usual`` ones where nothing is said; None without a title or a time."""
        if self.start is None or not self.title:
            return None
        leads = self._leads(self.start, usual)
        return Plan(self.title, self.start, self.end, self.rule, self.room or "", self.people or "", self.notes, leads)

    def timed(self, choice: Choice) -> "Form":
        """Return the form with a time that leaves no doubt; without an end the meeting lasts as long as before."""
        end = choice.end
        if end is None and self.start and self.end:
            end = choice.start + (self.end - self.start)
        rule = self.rule and settled_rule(self.rule, Choice(choice.start, end))
        return replace(self, start=choice.start, end=end, day=choice.start.date(), rule=rule, doubt=None)

    def _leads(self, start: datetime, usual: tuple[timedelta, ...]) -> tuple[timedelta, ...]:
        words = read_leads(self.lead_words)
        if words.is_none:
            return ()
        said = words.ahead_of(start)
        return said or (usual if self.leads is None else self.leads)


def form_of(sitting: Sitting, scope: Scope, zone: ZoneInfo) -> Form:
    """Return the form that changes a sitting, and with ALL those after it."""
    plan, start = sitting.meeting.plan, sitting.start.astimezone(zone)
    return Form(
        title=plan.title,
        start=start,
        end=sitting.end and sitting.end.astimezone(zone),
        day=start.date(),
        rule=plan.rule if scope is Scope.ALL else None,
        room=plan.room,
        people=plan.people,
        notes=plan.notes,
        leads=plan.leads,
        chat_id=sitting.meeting.chat_id,
        sitting_id=sitting.id,
        since=start.date() if scope is Scope.ALL else None,
    )


def pack_form(form: Form) -> dict[str, Any]:
    """Return the form as plain values for JSON."""
    return {
        "title": form.title,
        "start": _iso(form.start),
        "end": _iso(form.end),
        "day": _iso(form.day),
        "rule": form.rule and pack(form.rule),
        "doubt": form.doubt and _plain_doubt(form.doubt),
        "room": form.room,
        "people": form.people,
        "notes": form.notes,
        "lead_words": form.lead_words,
        "leads": None if form.leads is None else [lead // MINUTE for lead in form.leads],
        "chat_id": form.chat_id,
        "sitting_id": form.sitting_id,
        "since": _iso(form.since),
    }


def unpack_form(packed: Mapping[str, Any]) -> Form:
    """Return the form that was packed."""
    plain = {name: packed[name] for name in ("title", "room", "people", "notes", "lead_words", "chat_id", "sitting_id")}
    leads = packed["leads"]
    return Form(
        **plain,
        start=_moment(packed["start"]),
        end=_moment(packed["end"]),
        day=date.fromisoformat(packed["day"]) if packed["day"] else None,
        rule=unpack(packed["rule"]) if packed["rule"] else None,
        doubt=_doubt(packed["doubt"]) if packed["doubt"] else None,
        leads=None if leads is None else tuple(minutes * MINUTE for minutes in leads),
        since=date.fromisoformat(packed["since"]) if packed["since"] else None,
    )


def _plain_doubt(doubt: Doubt) -> list[Any]:
    return [doubt.question, [[_iso(each.start), _iso(each.end)] for each in doubt.choices]]


def _doubt(packed: list[Any]) -> Doubt:
    question, choices = packed
    return Doubt(question, tuple(Choice(datetime.fromisoformat(start), _moment(end)) for start, end in choices))


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
