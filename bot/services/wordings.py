"""The questions that a standard answer is the one to: further wordings of it, added and removed by who may approve it.

They change nothing of what the answer says, nor of what it rests on.
"""

from bot.office.acts import Act, Actor
from bot.services.gates import check_unmarked
from bot.services.office import Office
from bot.services.standards import StandardFault
from bot.storage import Connection, standards
from bot.storage.audit import note_act
from bot.storage.database import alone
from bot.storage.standards import Standard, State
from knowledge.standards import SHORTEST, find_same, reduced

LONGEST = 200  # characters of a question
MOST = 10
GONE = "这条答复已经处理，请重新发送 /standards 查看。"
HANDED_IN = (State.PENDING, State.APPROVED, State.DUE)


class Wordings:
    """The wordings of standard answers that were handed in."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def add(self, standard_id: int, question: str, *, by: Actor) -> Standard:
        """Let an answer be the one to one more wording; return it as it is then, or raise OfficeError."""
        tidied = " ".join(question.split())
        check_unmarked([tidied])
        if len(tidied) > LONGEST or len(reduced(tidied)) < SHORTEST:
            raise StandardFault(f"请写一个完整的问题，不超过{LONGEST}个字。")
        with alone(self._office.engine) as connection:
            standard = self._handed_in(connection, standard_id)
            self._check(connection, standard, tidied)
            return self._keep(connection, standard, (*standard.questions, tidied), by=by)

    def remove(self, standard_id: int, question: str, *, by: Actor) -> Standard:
        """Let an answer be no more the one to a wording; return it as it is then, or raise StandardFault."""
        with alone(self._office.engine) as connection:
            standard = self._handed_in(connection, standard_id)
            left = tuple(each for each in standard.questions if each != question)
            if not left:
                raise StandardFault("至少要保留一种问法；不用这条答复了，请点“停用”。")
            return self._keep(connection, standard, left, by=by)

    def _handed_in(self, connection: Connection, standard_id: int) -> Standard:
        found = standards.find(connection, standard_id)
        if found is None or found.state not in HANDED_IN:
            raise StandardFault(GONE)
        return found

    def _check(self, connection: Connection, standard: Standard, question: str) -> None:
        """Raise StandardFault where a wording is there already, or another answer is the one to it."""
        if same := find_same(question, standard.questions):
            raise StandardFault(f"已经有同样的问法：{same}")
        if len(standard.questions) >= MOST:
            raise StandardFault(f"问法最多{MOST}种。")
        beside = (each for each in standards.in_states(connection, *HANDED_IN) if each.id != standard.id)
        others = (each for each in beside if each.collection == standard.collection)
        if any(find_same(question, each.questions) for each in others):
            raise StandardFault("另一条标准答复已经有这个问法，请先在那里删去。")

    def _keep(self, connection: Connection, standard: Standard, questions: tuple[str, ...], *, by: Actor) -> Standard:
        standards.reword(connection, standard.id, questions)
        note_act(connection, Act.REWORD_STANDARD, by=by, at=self._office.now(), subject=standard.id)
        return standards.find(connection, standard.id) or standard
