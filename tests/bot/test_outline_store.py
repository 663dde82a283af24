"""Outlines as rows: versions that never share a number, messages that lead back to them, what nobody changes swept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, Table, func, select

from bot.storage import outlines
from bot.storage.chats import ChatStore
from bot.storage.outlines import KeptOutline, Showing
from bot.storage.tables import outline_messages, outline_versions
from knowledge.answers import Citation
from knowledge.documents import Span, Status
from knowledge.outlines import Length, Origin, Outline, OutlinePart, Point, Request, blank

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = START + timedelta(hours=1)
CITATION = Citation("a.txt", "值班规定", "第一条", "原句。", Status.AMENDED, date(2023, 3, 1), Span(3, 6))
UNDATED = Citation("b.txt", "讲话", "一、", "另一句。", Status.IN_FORCE, None, Span(0, 4))
OUTLINE = Outline(
    request=Request("通知", "值班", "各科室", "办公室", date(2026, 3, 2), Length.LONG, (("联系人", "张三"),)),
    title="关于值班的通知",
    addressee="各科室",
    parts=(
        OutlinePart("", (Point("现通知如下：", Origin.FORM),), numbered=False, guidance="写缘由"),
        OutlinePart("要求", (Point("原句。", Origin.SOURCE, (CITATION, UNDATED)), Point(blank("时间"), Origin.GIVEN))),
    ),
    closing="特此通知。",
    signature="办公室",
    date_line="2026年3月2日",
    attachments=("值班表",),
    advice="应当用请示。",
    grounds=(CITATION,),
)
OTHER = replace(OUTLINE, title="关于加强值班的通知")


@pytest.fixture
def engine(database: Engine) -> Engine:
    return database


def made(engine: Engine, *, user_id: int = 3, chat_id: int = -5, at: datetime = START) -> KeptOutline:
    """Keep an outline and return it."""
    with engine.begin() as connection:
        found = outlines.find(connection, outlines.add(connection, OUTLINE, user_id=user_id, chat_id=chat_id, at=at))
    assert found
    return found


def changed(engine: Engine, kept: KeptOutline, words: str = "改") -> KeptOutline | None:
    """Keep another version; return it, or None when the one before counted no more."""
    with engine.begin() as connection:
        if not outlines.add_version(connection, kept, OTHER, words, at=LATER):
            return None
        return outlines.find(connection, kept.id)


def count(engine: Engine, what: Table) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(what)) or 0


def test_an_outline_comes_back_as_it_was_kept(engine: Engine) -> None:
    kept = made(engine)
    assert (kept.user_id, kept.chat_id, kept.number, kept.outline) == (3, -5, 1, OUTLINE)
    with engine.begin() as connection:
        assert outlines.find(connection, kept.id + 1) is None
        assert outlines.find(connection, kept.id, 2) is None


def test_a_change_makes_a_version_and_the_one_before_can_count_again(engine: Engine) -> None:
    first = made(engine)
    second = changed(engine, first)
    assert second
    assert (second.number, second.before, second.after, second.outline) == (2, 1, None, OTHER)
    with engine.begin() as connection:
        assert outlines.turn_to(connection, second, first, at=LATER)
        back = outlines.find(connection, first.id)
    assert back
    assert (back.number, back.before, back.after, back.outline) == (1, None, 2, OUTLINE)


def test_a_change_after_going_back_has_a_number_of_its_own(engine: Engine) -> None:
    first = made(engine)
    second = changed(engine, first)
    assert second
    with engine.begin() as connection:
        outlines.turn_to(connection, second, first, at=LATER)
    third = changed(engine, first)
    assert third
    assert (third.number, third.before) == (3, 1)
    with engine.begin() as connection:
        assert outlines.turn_to(connection, third, first, at=LATER)
        back = outlines.find(connection, first.id)
    assert back
    assert back.after == 3


def test_of_two_changes_of_one_version_one_counts(engine: Engine) -> None:
    first = made(engine)
    assert changed(engine, first)
    assert changed(engine, first) is None
    with engine.begin() as connection:
        assert not outlines.turn_to(connection, first, first, at=LATER)
    assert count(engine, outline_versions) == 2


def test_a_person_has_those_of_one_chat_or_all_last_changed_first(engine: Engine) -> None:
    first, second, _ = made(engine), made(engine, chat_id=3, at=LATER), made(engine, user_id=4)
    assert changed(engine, first)
    with engine.begin() as connection:
        mine = outlines.titles(connection, 3)
        there = outlines.titles(connection, 3, -5)
    assert [(title.id, title.title) for title in mine] == [(second.id, OUTLINE.title), (first.id, OTHER.title)]
    assert [title.id for title in there] == [first.id]


def test_messages_lead_back_to_the_version_that_they_show(engine: Engine) -> None:
    kept = made(engine)
    with engine.begin() as connection:
        outlines.note_shown(connection, kept, -5, ids=(7, 8), at=START)
        assert outlines.shown_in(connection, -5, 8) == Showing(kept.id, 1, START, 2)
        assert outlines.shown_in(connection, -6, 8) is None
    second = changed(engine, kept)
    assert second
    with engine.begin() as connection:
        outlines.note_shown(connection, second, -5, ids=(8,), at=LATER)
        assert outlines.shown_in(connection, -5, 8) == Showing(kept.id, 2, LATER, 1)
        assert outlines.last_shown(connection, -5, 3) == Showing(kept.id, 2, LATER, 1)
        assert outlines.last_shown(connection, -5, 4) is None


def test_what_is_forgotten_or_not_changed_for_long_is_gone_with_all_that_belongs_to_it(engine: Engine) -> None:
    old, new, dropped = made(engine), made(engine, at=LATER), made(engine, at=LATER)
    with engine.begin() as connection:
        for each in (old, new, dropped):
            outlines.note_shown(connection, each, -5, ids=(each.id,), at=START)
        assert outlines.sweep(connection, before=LATER) == 1
        assert outlines.forget(connection, dropped.id)
        assert not outlines.forget(connection, dropped.id)
        assert [title.id for title in outlines.titles(connection, 3)] == [new.id]
    assert (count(engine, outline_versions), count(engine, outline_messages)) == (1, 1)


def test_a_group_takes_its_outlines_along(engine: Engine) -> None:
    kept = made(engine)
    ChatStore(engine).move(-5, -1005)
    with engine.begin() as connection:
        found = outlines.find(connection, kept.id)
    assert found
    assert found.chat_id == -1005
