"""Questions with their answers, and what people thought of them.

An answer is kept as it was given: buttons under it and the administrator's list of votes depend on that.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select

from bot.storage.citations import pack, unpack_citation
from bot.storage.tables import answers, votes
from bot.storage.upsert import upsert
from knowledge.answers import Answer, Outcome, Sentence


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks where; a turn of talk belongs to one person in one chat and topic."""

    chat_id: int
    thread_id: int | None
    user_id: int


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was given, and where."""

    id: int
    chat_id: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Doubted:
    """An answer that people called wrong, and how many did."""

    id: int
    chat_id: int
    answer: Answer
    count: int


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person thought of an answer."""

    user_id: int
    useful: bool
    voted_at: datetime
    asked_at: datetime
    answer: Answer


class AnswerStore:
    """Answers and votes as rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, asker: Asker, answer: Answer, *, at: datetime) -> int:
        """Keep an answer with its question; return its id."""
        values = {**asdict(asker), "asked_at": at, "question": answer.question, "answer": pack(answer)}
        with self._engine.begin() as connection:
            return int(connection.scalars(insert(answers).values(**values).returning(answers.c.id)).one())

    def find(self, answer_id: int) -> KeptAnswer | None:
        """Return an answer, or None when there is none of that id."""
        wanted = select(answers.c.chat_id, answers.c.answer).where(answers.c.id == answer_id)
        with self._engine.connect() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else KeptAnswer(answer_id, row.chat_id, _unpack(row.answer))

    def history(self, asker: Asker, *, since: datetime, count: int) -> tuple[str, ...]:
        """Return the last questions of one person in one chat and topic after ``since``, oldest first."""
        own = (
            answers.c.chat_id == asker.chat_id,
            answers.c.thread_id.is_not_distinct_from(asker.thread_id),
            answers.c.user_id == asker.user_id,
        )
        newest = select(answers.c.question).where(*own, answers.c.asked_at > since).order_by(answers.c.id.desc())
        with self._engine.connect() as connection:
            return tuple(reversed(connection.scalars(newest.limit(count)).all()))

    def vote(self, answer_id: int, user_id: int, *, useful: bool, at: datetime) -> bool | None:
        """Keep what someone thinks of an answer in place of what they thought before, which is returned."""
        key = {"answer_id": answer_id, "user_id": user_id}
        before = select(votes.c.useful).where(votes.c.answer_id == answer_id, votes.c.user_id == user_id)
        with self._engine.connect() as connection:
            previous = connection.scalar(before)
        upsert(self._engine, votes, key=key, values={"useful": useful, "voted_at": at})
        return previous


def askers(connection: Connection, chats: Iterable[int]) -> tuple[int, ...]:
    """Return who asked in some chats, the latest first."""
    asked = select(answers.c.user_id).where(answers.c.chat_id.in_(list(chats))).group_by(answers.c.user_id)
    return tuple(connection.scalars(asked.order_by(func.max(answers.c.id).desc())))


def doubted(connection: Connection, *, most: int) -> tuple[Doubted, ...]:
    """Return the answers that people called wrong, the latest first, up to so many."""
    wrong = select(votes.c.answer_id, func.count().label("count")).where(votes.c.useful.is_(False))
    counted = wrong.group_by(votes.c.answer_id).subquery()
    wanted = select(answers.c.id, answers.c.chat_id, answers.c.answer, counted.c.count)
    both = wanted.join_from(answers, counted, answers.c.id == counted.c.answer_id)
    rows = connection.execute(both.order_by(answers.c.id.desc()).limit(most))
    return tuple(Doubted(row.id, row.chat_id, _unpack(row.answer), row._mapping["count"]) for row in rows)


def feedback(engine: Engine) -> list[Vote]:
    """Return every vote with its question and answer, newest first."""
    columns = (votes.c.user_id, votes.c.useful, votes.c.voted_at, answers.c.asked_at, answers.c.answer)
    wanted = select(*columns).join_from(votes, answers).order_by(votes.c.voted_at.desc(), votes.c.answer_id.desc())
    with engine.connect() as connection:
        rows = connection.execute(wanted).all()
    return [Vote(row.user_id, row.useful, row.voted_at, row.asked_at, _unpack(row.answer)) for row in rows]


def _unpack(packed: dict[str, Any]) -> Answer:
    citations, nearest = (tuple(map(unpack_citation, packed[name])) for name in ("citations", "nearest"))
    outcome = Outcome(packed["outcome"])
    # Answers that were kept before a model worded any have no sentences, and before any was in doubt, no doubt.
    sentences = tuple(Sentence(each["text"], tuple(each["sources"])) for each in packed.get("sentences", ()))
    about = (packed["sought"], packed["remark"])
    return Answer(packed["question"], outcome, citations, nearest, *about, sentences, packed.get("doubtful", False))
