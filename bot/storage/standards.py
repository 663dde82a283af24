"""Standard answers as rows; a step counts only while the answer is as it was when the step was offered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.storage.citations import pack_citation, unpack_citation
from bot.storage.tables import standards
from knowledge.answers import Citation


class State(StrEnum):
    """How far a standard answer is; the values are kept."""

    DRAFT = "draft"  # as its writer sees it
    PENDING = "pending"  # handed in to be approved
    APPROVED = "approved"
    DUE = "due"  # approved, but its source has changed since


@dataclass(frozen=True, slots=True)
class Ground:
    """A source with the digest of its words when the answer was approved."""

    citation: Citation
    digest: str


@dataclass(frozen=True, slots=True)
class Standard:
    """An answer for certain questions; ``approved_name`` is who stands for it."""

    id: int
    questions: tuple[str, ...]
    answer: str
    grounds: tuple[Ground, ...]
    collection: str
    state: State
    written_by: int
    written_at: datetime
    approved_by: int | None = None
    approved_name: str = ""
    approved_at: datetime | None = None


def add(connection: Connection, made: Standard) -> int:
    """Keep a draft; return its id."""
    values = {
        "questions": list(made.questions),
        "answer": made.answer,
        "sources": _pack(made.grounds),
        "collection": made.collection,
        "state": made.state.value,
        "written_by": made.written_by,
        "written_at": made.written_at,
    }
    return int(connection.scalars(insert(standards).values(**values).returning(standards.c.id)).one())


def find(connection: Connection, standard_id: int) -> Standard | None:
    """Return a standard answer, or None when there is none."""
    row = connection.execute(select(standards).where(standards.c.id == standard_id)).one_or_none()
    return None if row is None else _standard(row)


def in_states(connection: Connection, *states: State) -> tuple[Standard, ...]:
    """Return the standard answers in any of these states, the oldest first."""
    wanted = select(standards).where(standards.c.state.in_([state.value for state in states]))
    return tuple(map(_standard, connection.execute(wanted.order_by(standards.c.id))))


def step(connection: Connection, standard_id: int, before: Iterable[State], after: State, **values: Any) -> bool:
    """Bring a standard answer from one of these states to another; tell whether it was in one of them."""
    there = (standards.c.id == standard_id, standards.c.state.in_([state.value for state in before]))
    return connection.execute(update(standards).where(*there).values(state=after.value, **values)).rowcount > 0


def approve(connection: Connection, standard: Standard, *, name: str, by: int, at: datetime) -> bool:
    """Note who stands for an answer from now on, with its grounds as they are; tell whether it waited for that."""
    values = {"sources": _pack(standard.grounds), "approved_by": by, "approved_name": name, "approved_at": at}
    return step(connection, standard.id, (State.PENDING, State.DUE), State.APPROVED, **values)


def place(connection: Connection, standard_id: int, collection: str) -> bool:
    """Put a draft into a collection; tell whether it was a draft still."""
    return step(connection, standard_id, (State.DRAFT,), State.DRAFT, collection=collection)


def reword(connection: Connection, standard_id: int, questions: Iterable[str]) -> None:
    """Let a standard answer be the one to these questions."""
    there = standards.c.id == standard_id
    connection.execute(update(standards).where(there).values(questions=list(questions)))


def remove(connection: Connection, standard_id: int) -> bool:
    """Remove a standard answer; tell whether it was still there."""
    return connection.execute(delete(standards).where(standards.c.id == standard_id)).rowcount > 0


def _pack(grounds: Iterable[Ground]) -> list[dict[str, Any]]:
    return [{"citation": pack_citation(ground.citation), "digest": ground.digest} for ground in grounds]


def _standard(row: Row[Any]) -> Standard:
    grounds = tuple(Ground(unpack_citation(each["citation"]), each["digest"]) for each in row.sources)
    return Standard(
        id=row.id,
        questions=tuple(row.questions),
        answer=row.answer,
        grounds=grounds,
        collection=row.collection,
        state=State(row.state),
        written_by=row.written_by,
        written_at=row.written_at,
        approved_by=row.approved_by,
        approved_name=row.approved_name or "",
        approved_at=row.approved_at,
    )
