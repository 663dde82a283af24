"""Answers, votes and chats as rows: kept as they were given, one row a key."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update

from bot.errors import DatabaseFault
from bot.permissions import Role
from bot.storage import roles
from bot.storage.answers import AnswerStore, Asker, feedback
from bot.storage.chats import ChatStore
from bot.storage.database import SCHEMA, open_database
from bot.storage.roles import Grant
from bot.storage.tables import answers, meta, votes
from bot.storage.upsert import upsert
from knowledge.answers import Answer, Citation, Outcome, Sentence
from knowledge.documents import Span, Status

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ASKER = Asker(-5, 7, 3)
CITATION = Citation("a.txt", "值班规定", "第一条", "原句。", Status.AMENDED, date(2023, 3, 1), Span(3, 6))
UNDATED = Citation("b.txt", "讲话", "一、", "另一句。", Status.IN_FORCE, None, Span(0, 4))
ANSWER = Answer("几声接听？", Outcome.ANSWERED, (CITATION, UNDATED), (UNDATED,), "接听", "注意。")
WORDED = replace(ANSWER, sentences=(Sentence("原句和另一句都这样说。", (0, 1)), Sentence("原句。", (0,))))


@pytest.fixture
def engine(database: Engine) -> Engine:
    return database


@pytest.mark.parametrize("answer", [ANSWER, WORDED, replace(ANSWER, doubtful=True)])
def test_an_answer_comes_back_as_it_was_given(engine: Engine, answer: Answer) -> None:
    store = AnswerStore(engine)
    number = store.keep(ASKER, answer, at=START)
    kept = store.find(number)
    assert kept
    assert (kept.id, kept.chat_id, kept.answer) == (number, -5, answer)
    assert store.find(number + 1) is None


def test_an_answer_of_before_there_were_models_and_doubts_still_opens(engine: Engine) -> None:
    store = AnswerStore(engine)
    number = store.keep(ASKER, ANSWER, at=START)
    with engine.begin() as connection:
        packed = connection.scalars(select(answers.c.answer)).one()
        old = {name: value for name, value in packed.items() if name not in ("sentences", "doubtful")}
        connection.execute(update(answers).values(answer=old))
    kept = store.find(number)
    assert kept
    assert kept.answer == ANSWER


def test_the_history_is_that_of_one_person_in_one_chat_and_topic(engine: Engine) -> None:
    store = AnswerStore(engine)
    for minutes, asker in enumerate([ASKER, Asker(-5, 7, 4), Asker(-5, None, 3), Asker(-6, 7, 3), ASKER, ASKER]):
        question = Answer(f"问{minutes}", Outcome.NOT_FOUND)
        store.keep(asker, question, at=START + timedelta(minutes=minutes))
    before = START - timedelta(minutes=1)
    assert store.history(ASKER, since=before, count=9) == ("问0", "问4", "问5")
    assert store.history(ASKER, since=before, count=2) == ("问4", "问5")
    assert store.history(ASKER, since=START, count=9) == ("问4", "问5")
    assert store.history(Asker(-5, None, 3), since=before, count=9) == ("问2",)


def test_a_vote_takes_the_place_of_the_one_before(engine: Engine) -> None:
    store = AnswerStore(engine)
    number = store.keep(ASKER, ANSWER, at=START)
    cast = [(3, True), (4, False), (3, False), (3, False)]
    later = START + timedelta(hours=1)
    before = [store.vote(number, user_id, useful=useful, at=later) for user_id, useful in cast]
    assert before == [None, None, True, False]
    found = feedback(engine)
    assert {(vote.user_id, vote.useful) for vote in found} == {(3, False), (4, False)}
    assert {(vote.answer, vote.asked_at, vote.voted_at) for vote in found} == {(ANSWER, START, later)}


def test_the_newest_vote_is_told_first(engine: Engine) -> None:
    store = AnswerStore(engine)
    numbers = [store.keep(ASKER, Answer(f"问{n}", Outcome.NOT_FOUND), at=START) for n in range(3)]
    for hours, number in enumerate(reversed(numbers)):
        store.vote(number, 3, useful=True, at=START + timedelta(hours=hours))
    assert [vote.answer.question for vote in feedback(engine)] == ["问0", "问1", "问2"]


def test_votes_at_the_same_time_are_one_row(engine: Engine) -> None:
    number = AnswerStore(engine).keep(ASKER, ANSWER, at=START)
    key = {"answer_id": number, "user_id": 3}
    start = threading.Barrier(6)

    def vote(useful: bool) -> None:
        start.wait()
        upsert(engine, votes, key=key, values={"useful": useful, "voted_at": START})

    threads = [threading.Thread(target=vote, args=(bool(n % 2),)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(votes)) == 1


def test_a_group_takes_its_answers_along(engine: Engine) -> None:
    answers, chats = AnswerStore(engine), ChatStore(engine)
    number = answers.keep(ASKER, ANSWER, at=START)
    other = answers.keep(Asker(-9, None, 3), ANSWER, at=START)
    for _ in range(2):
        chats.move(-5, -1005)
    kept = [answers.find(each) for each in (number, other)]
    assert [each and each.chat_id for each in kept] == [-1005, -9]
    assert chats.moves() == {-5: -1005}


def test_a_chat_falls_silent_and_wakes(engine: Engine) -> None:
    chats = ChatStore(engine)
    assert chats.silent_since(3) is None
    chats.wake(3)
    chats.silence(3, since=START)
    chats.move(3, 4)
    assert chats.silent_since(3) == START
    chats.wake(3)
    assert (chats.silent_since(3), chats.moves()) == (None, {3: 4})


def test_an_account_has_one_role_at_a_time(engine: Engine) -> None:
    with engine.begin() as connection:
        for role, user_id in ((Role.ADMIN, 3), (Role.LEADER, 3), (Role.ADMIN, 4)):
            roles.give(connection, Grant(user_id, role, START, by=9))
        assert [(grant.user_id, grant.role) for grant in roles.all_given(connection)] == [
            (3, Role.LEADER),
            (4, Role.ADMIN),
        ]
        assert roles.holders(connection, Role.ADMIN) == {4}
        assert [roles.take_away(connection, 4) for _ in range(2)] == [True, False]
        assert roles.given(connection, 4) is None


def test_a_database_of_a_newer_schema_is_refused(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'new.db'}"
    engine = open_database(address)
    with engine.begin() as connection:
        connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(SCHEMA + 1)))
    engine.dispose()
    with pytest.raises(DatabaseFault, match="a newer canmou made it"):
        open_database(address)
