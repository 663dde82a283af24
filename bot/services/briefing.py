"""The daily briefing of a chat: what is gathered for it, and what is noted of what a group is shown.

Each source is read by itself, and one that fails is named in the briefing while the others stand.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TypeVar

from bot.log import report
from bot.office.briefing import Article, Changes, Facts, Missing, Waiting, changes, compose, pick
from bot.office.calendar import DAY
from bot.office.duty.shifts import Shift
from bot.office.meetings.meeting import Sitting
from bot.office.published import solar_term
from bot.services.articles import articles, own_documents
from bot.services.duty.watch import Watch
from bot.services.meetings.answering import AnswerService
from bot.services.meetings.planning import wanted_people
from bot.services.office import Office
from bot.storage import Connection, handovers, meetings, readings, shifts
from knowledge.audience import Audience
from knowledge.library import Library

logger = logging.getLogger(__name__)

UNREADABLE = Missing("读取失败")
EMPTY_LIBRARY = Missing("资料库为空")
NOTHING_SHORT = Missing("资料库中没有合适的条文")
ANSWERS_WITHIN = timedelta(days=2)
MIDNIGHT = time(0)

Found = TypeVar("Found")


class BriefingService:
    """Briefings in words; a chat is a group, or in private the account of who reads; ``audience`` is theirs."""

    def __init__(self, office: Office, library: Library, audience: Audience) -> None:
        self._office = office
        self._library = library
        self._audience = audience

    def morning(self, chat_id: int, day: date) -> tuple[str, ...]:
        """Return the sections of a group's briefing of a day, and note what it shows."""
        return compose(self._facts(chat_id, day, is_noted=True), self._office.zone)

    def glance(self, chat_id: int) -> tuple[str, ...]:
        """Return the sections of today's briefing for a chat; it does not count as shown."""
        return compose(self._facts(chat_id, self._office.today(), is_noted=False), self._office.zone)

    def _facts(self, chat_id: int, day: date, *, is_noted: bool) -> Facts:
        return Facts(
            day=day,
            term=solar_term(day),
            calendar=_read(self._office.calendar),
            shifts=_read(partial(self._shifts, day)),
            sittings=_read(partial(self._sittings, chat_id, day)),
            waiting=_read(lambda: (*self._waiting_for_duty(), *self._waiting_for_meetings(chat_id))),
            matters=_read(self._matters),
            changes=_read(partial(self._changes, chat_id, day, is_noted=is_noted)),
            article=_read(partial(self._article, chat_id, day, is_noted=is_noted)),
        )

    def _shifts(self, day: date) -> tuple[Shift, ...]:
        with self._office.begin() as connection:
            return shifts.between(connection, self._start(day), self._start(day + 2 * DAY))

    def _sittings(self, chat_id: int, day: date) -> tuple[Sitting, ...]:
        return self._concerning(chat_id, self._start(day), self._start(day + 2 * DAY))

    def _concerning(self, chat_id: int, since: datetime, until: datetime) -> tuple[Sitting, ...]:
        """Return the sittings of a group, or of a person who takes part or organizes."""
        with self._office.begin() as connection:
            found = meetings.between(connection, since, until)
            return tuple(each for each in found if not each.cancelled and _concerns(connection, chat_id, each))

    def _waiting_for_duty(self) -> Iterator[Waiting]:
        watch = Watch(self._office)
        with self._office.begin() as connection:
            for shift in shifts.at(connection, self._office.now()):
                standing = watch.standing(connection, shift.id)
                if standing and not standing.is_answered:
                    tiers = ((shift.officer, standing.officer), (shift.leader, standing.leader))
                    yield Waiting("值班收到", tuple(person.name for person, receipt in tiers if receipt is None))

    def _waiting_for_meetings(self, chat_id: int) -> Iterator[Waiting]:
        answers, now = AnswerService(self._office), self._office.now()
        for sitting in self._concerning(chat_id, now, now + ANSWERS_WITHIN):
            # In private, who has not answered is the organizer's business alone.
            is_theirs = chat_id in (sitting.meeting.chat_id, sitting.meeting.organizer_id)
            standing = answers.standing(sitting.id) if is_theirs and sitting.start > now else None
            if standing and standing.silent:
                yield Waiting(sitting.meeting.plan.title, tuple(member.name for member in standing.silent))

    def _matters(self) -> tuple[str, ...]:
        with self._office.begin() as connection:
            found = handovers.still_open(connection, self._office.now())
        return tuple(f"{matter.kind}：{matter.text}" for matter in found)

    def _changes(self, chat_id: int, day: date, *, is_noted: bool) -> Changes:
        """Return what changed in the documents since the group was told of them."""
        documents = own_documents(self._library.snapshot(self._audience))
        closed = own_documents(self._library.snapshot()).keys() - documents.keys()
        with self._office.begin() as connection:
            before = readings.last_seen(connection, chat_id, day)
            if is_noted:
                readings.see(connection, chat_id, documents, day)
        # What was closed to the chat has not gone; that it was ever there is not to be told.
        told = None if before is None else {file: seen for file, seen in before.items() if file not in closed}
        return changes(told, documents)

    def _article(self, chat_id: int, day: date, *, is_noted: bool) -> Article | Missing:
        snapshot = self._library.snapshot(self._audience)
        with self._office.begin() as connection:
            shown = readings.last_shown(connection, chat_id, day)
            chosen = pick(articles(snapshot), shown, chat_id=chat_id, day=day)
            if chosen and is_noted:
                readings.show(connection, chat_id, chosen.key, day)
        return chosen or (NOTHING_SHORT if snapshot.units else EMPTY_LIBRARY)

    def _start(self, day: date) -> datetime:
        return datetime.combine(day, MIDNIGHT, self._office.zone)


def _read(source: Callable[[], Found]) -> Found | Missing:
    """Read one source; whatever is wrong with it must not cost the others."""
    try:
        return source()
    except Exception as fault:
        report(logger, "a source of the briefing cannot be read", fault)
        return UNREADABLE


def _concerns(connection: Connection, chat_id: int, sitting: Sitting) -> bool:
    if chat_id < 0:
        return sitting.meeting.chat_id == chat_id
    members = {person.user_id for person in wanted_people(connection, sitting)}
    return chat_id in (members | {sitting.meeting.organizer_id})
