"""Standard answers: written, handed in, approved, shown in place of a search, due again when a source changes.

An answer is shown only while its sources say what they said when it was approved, are in force, and may be seen by
who asks.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot.office.acts import Act, Actor
from bot.office.errors import OfficeError
from bot.permissions import Act as Right
from bot.permissions import may
from bot.services.gates import check_unmarked
from bot.services.members import Members
from bot.services.office import Office
from bot.storage import standards
from bot.storage.audit import note_act
from bot.storage.reminders import notify
from bot.storage.standards import Ground, Standard, State
from knowledge.answering import Answerer
from knowledge.answers import Answer, Citation, Outcome
from knowledge.audience import PUBLIC, Audience
from knowledge.documents import Status
from knowledge.library import Library, Snapshot
from knowledge.standards import find_same

LONGEST = 1000  # characters of an answer
GROUNDS = 3
_NAMED = re.compile(r"《[^《》]{2,60}》第[一二三四五六七八九十百零〇\d]{1,6}条(?:之[一二三四五六七八九十])?")

LABEL = "标准答复（{name} {day}审定）"
SUBMITTED = "有一条标准答复等待审定，发送 /standards 查看。"
FALLS_DUE = "有标准答复的依据已经变动，暂停使用，需要复核。发送 /standards 查看。"


class StandardFault(OfficeError):
    """A standard answer cannot be written or approved; the sentence says why."""


class StandardService:
    """The standard answers of the office."""

    def __init__(self, office: Office, library: Library, answerer: Answerer) -> None:
        self._office = office
        self._library = library
        self._answerer = answerer

    def answer(self, question: str, audience: Audience) -> Standard | None:
        """Return the approved answer to a question that an audience may see, None where there is none that stands."""
        with self._office.begin() as connection:
            approved = standards.in_states(connection, State.APPROVED)
        asked = (each for each in approved if find_same(question, each.questions))
        seen = [each for each in asked if audience.admits(each.collection)]
        snapshot = self._library.snapshot(audience) if seen else None
        return next((each for each in seen if snapshot and self._stands(each, snapshot)), None)

    def write(self, question: str, answer: str, audience: Audience, *, by: Actor) -> Standard:
        """Keep a draft of an answer with the articles that it names, which its writer may see; raise OfficeError."""
        text = answer.strip()
        check_unmarked([question, text])
        if not 0 < len(text) <= LONGEST:
            raise StandardFault(f"答复应当为1至{LONGEST}个字。")
        names = tuple(dict.fromkeys(_NAMED.findall(text)))
        if len(names) > GROUNDS:
            raise StandardFault(f"依据最多写{GROUNDS}条。")
        answerer = self._answerer.within(audience)
        grounds = tuple(self._ground(answerer, name) for name in names)
        now, place = self._office.now(), self._place(grounds)
        made = Standard(0, (question,), text, grounds, place, State.DRAFT, by.user_id, now)
        with self._office.begin() as connection:
            return replace(made, id=standards.add(connection, made))

    def place(self, standard: Standard, collection: str) -> Standard:
        """Put a draft into a collection; raise StandardFault where its grounds are for fewer people."""
        needed = self._place(standard.grounds)
        if needed not in (PUBLIC, collection):
            raise StandardFault(f"依据只在“{needed}”范围开放，答复不能放在别处。")
        with self._office.begin() as connection:
            standards.place(connection, standard.id, collection)
        return replace(standard, collection=collection)

    def submit(self, standard: Standard) -> bool:
        """Hand a draft in and tell those who may approve it; tell whether it was a draft still."""
        told = self._accounts(Right.APPROVE_ANSWERS)
        with self._office.begin() as connection:
            if not standards.step(connection, standard.id, (State.DRAFT,), State.PENDING):
                return False
            key = f"standard:{standard.id}:submitted"
            notify(connection, key, SUBMITTED, chats=told, now=self._office.now())
            return True

    def approve(self, standard: Standard, *, name: str, by: Actor) -> bool:
        """Let someone stand for an answer with its grounds as they are now; raise StandardFault where they are gone."""
        grounds = tuple(self._renewed(ground) for ground in standard.grounds)
        with self._office.begin() as connection:
            at = self._office.now()
            if not standards.approve(connection, replace(standard, grounds=grounds), name=name, by=by.user_id, at=at):
                return False
            note_act(connection, Act.APPROVE_STANDARD, by=by, at=at, subject=standard.id)
            return True

    def drop(self, standard: Standard, *, by: Actor) -> bool:
        """Remove an answer; tell whether it was still there."""
        with self._office.begin() as connection:
            if not standards.remove(connection, standard.id):
                return False
            if standard.state is not State.DRAFT:
                note_act(connection, Act.DROP_STANDARD, by=by, at=self._office.now(), subject=standard.id)
            return True

    def find(self, standard_id: int) -> Standard | None:
        """Return an answer, or None when there is none."""
        with self._office.begin() as connection:
            return standards.find(connection, standard_id)

    def listed(self, audience: Audience) -> tuple[Standard, ...]:
        """Return what an audience may see of the answers that were handed in, those that wait for someone first."""
        with self._office.begin() as connection:
            waiting = standards.in_states(connection, State.PENDING, State.DUE)
            others = standards.in_states(connection, State.APPROVED)
        return tuple(each for each in (*waiting, *others) if self.may_see(each, audience))

    def may_see(self, standard: Standard, audience: Audience) -> bool:
        """Tell whether an audience may see an answer with all its grounds."""
        holdings = {entry.document.file: entry.record.collection for entry in self._library.snapshot().entries}
        places = (holdings.get(ground.citation.file) for ground in standard.grounds)
        seen = all(audience.sees_all or (place is not None and audience.admits(place)) for place in places)
        return seen and audience.admits(standard.collection)

    def review(self) -> None:
        """Let the answers fall due whose sources have changed; the administrators are told of each once."""
        with self._office.begin() as connection:
            approved = standards.in_states(connection, State.APPROVED)
        snapshot = self._library.snapshot() if approved else None
        changed = [each for each in approved if snapshot and not self._stands(each, snapshot)]
        told = self._accounts(Right.MANAGE_DOCUMENTS) if changed else ()
        for standard in changed:
            with self._office.begin() as connection:
                if standards.step(connection, standard.id, (State.APPROVED,), State.DUE):
                    key = f"standard:{standard.id}:due:{standard.approved_at:%Y%m%d%H%M%S}"
                    notify(connection, key, FALLS_DUE, chats=told, now=self._office.now())

    def _accounts(self, right: Right) -> tuple[int, ...]:
        """Return who may do something; what they are told holds nothing of the answer itself."""
        return tuple(each.user_id for each in Members(self._office).everyone() if may(each.role, right))

    def _stands(self, standard: Standard, snapshot: Snapshot) -> bool:
        return all(_digest(snapshot, ground.citation) == ground.digest for ground in standard.grounds)

    def _ground(self, answerer: Answerer, name: str) -> Ground:
        """Return the article that is named; raise StandardFault where there is none."""
        found = answerer.answer(name)
        if found.outcome is not Outcome.ANSWERED or not found.citations:
            raise StandardFault(f"资料库里没有找到{name}，请核对后再写。")
        return self._renewed(Ground(found.citations[0], ""))

    def _renewed(self, ground: Ground) -> Ground:
        digest = _digest(self._library.snapshot(), ground.citation)
        if not digest:
            raise StandardFault(f"依据{ground.citation.source}已经没有，或者不再现行。")
        return replace(ground, digest=digest)

    def _place(self, grounds: Iterable[Ground]) -> str:
        """Return the collection of the grounds; raise StandardFault where they are for different people."""
        snapshot = self._library.snapshot()
        files = {ground.citation.file for ground in grounds}
        places = {each.record.collection for each in snapshot.entries if each.document.file in files} - {PUBLIC}
        if len(places) > 1:
            raise StandardFault("依据分属不同的资料范围，请分成几条答复。")
        return places.pop() if places else PUBLIC


def as_answer(standard: Standard, question: str, zone: ZoneInfo) -> Answer:
    """Return a standard answer as others are kept and printed, so that its sources open and it can be voted on."""
    citations = tuple(ground.citation for ground in standard.grounds)
    return Answer(question, Outcome.ANSWERED, citations, remark=f"{label(standard, zone)}\n{standard.answer}")


def label(standard: Standard, zone: ZoneInfo) -> str:
    """Return the words that say who stands for an answer, "" before anybody does."""
    if standard.approved_at is None:
        return ""
    day = standard.approved_at.astimezone(zone)
    return LABEL.format(name=standard.approved_name, day=f"{day.year}年{day.month}月{day.day}日")


def _digest(snapshot: Snapshot, citation: Citation) -> str:
    """Return what tells the words of a source from any others, "" where it is gone or not in force."""
    units = [unit for unit in snapshot.by_file.get(citation.file, ()) if unit.passage.locator == citation.locator]
    if not units or any(unit.entry.standing.status is not Status.IN_FORCE for unit in units):
        return ""
    return sha256("\n".join(unit.text for unit in units).encode()).hexdigest()
