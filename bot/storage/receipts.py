"""Who answered what: 收到 and 请假 under a shift or a sitting, one answer a person, the last one counts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, select, update

from bot.storage.tables import receipts
from bot.storage.upsert import add_missing


class Answer(StrEnum):
    """What can be answered; the values are what people read."""

    RECEIVED = "收到"
    LEAVE = "请假"
    APPROVED = "请假已同意"
    REFUSED = "请假未同意"
    PRESENT = "在岗"
    ATTENDED = "到会"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one person answered; ``name`` is as they were called then."""

    user_id: int
    name: str
    answer: Answer
    given_at: datetime
    reason: str = ""


def give(connection: Connection, kind: str, subject: int, receipt: Receipt) -> None:
    """Keep an answer in place of the one that the person gave before."""
    own = (receipts.c.kind == kind, receipts.c.subject == subject, receipts.c.user_id == receipt.user_id)
    connection.execute(delete(receipts).where(*own))
    give_first(connection, kind, subject, receipt)


def give_first(connection: Connection, kind: str, subject: int, receipt: Receipt) -> bool:
    """Keep an answer unless the person gave one before; tell whether it is kept, so that of two presses one counts."""
    values = {
        "kind": kind,
        "subject": subject,
        "user_id": receipt.user_id,
        "name": receipt.name,
        "answer": receipt.answer,
        "reason": receipt.reason,
        "given_at": receipt.given_at,
    }
    return add_missing(connection, receipts, [values]) > 0


def settle(connection: Connection, kind: str, subject: int, user_id: int, *, answer: Answer) -> bool:
    """Decide on a leave that was asked for; tell whether it still waited, so that of two decisions one counts."""
    own = (receipts.c.kind == kind, receipts.c.subject == subject, receipts.c.user_id == user_id)
    decision = update(receipts).where(*own, receipts.c.answer == Answer.LEAVE).values(answer=answer)
    return connection.execute(decision).rowcount > 0


def take_back(connection: Connection, kind: str, subject: int, user_id: int) -> bool:
    """Forget one person's answer; tell whether there was one."""
    own = (receipts.c.kind == kind, receipts.c.subject == subject, receipts.c.user_id == user_id)
    return connection.execute(delete(receipts).where(*own)).rowcount > 0


def given(connection: Connection, kind: str, subject: int) -> dict[int, Receipt]:
    """Return the answers by account, in the order of coming."""
    wanted = select(receipts).where(receipts.c.kind == kind, receipts.c.subject == subject)
    return {
        row.user_id: Receipt(row.user_id, row.name, Answer(row.answer), row.given_at, row.reason)
        for row in connection.execute(wanted.order_by(receipts.c.given_at, receipts.c.user_id))
    }


def forget(connection: Connection, kind: str, subject: int) -> None:
    """Forget the answers, because what they were given to has changed."""
    connection.execute(delete(receipts).where(receipts.c.kind == kind, receipts.c.subject == subject))
