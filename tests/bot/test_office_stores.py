"""People, drafts, receipts, groups as rows, on both databases."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import Engine

from bot.storage import drafts, groups, people, receipts
from bot.storage.drafts import Draft
from bot.storage.receipts import Answer, Receipt

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def draft(kind: str = "meeting", user_id: int = 7, **content: object) -> Draft:
    return Draft(0, kind, -5, user_id, content, NOW)


def test_people_are_found_by_name_and_account_and_brought_up_to_date(database: Engine) -> None:
    with database.begin() as connection:
        wang = people.put(connection, "王", phone="13800000000", position="科长")
        li = people.put(connection, "李", user_id=7)
        assert people.put(connection, "王", phone="13900000000").position == "科长"
        people.bind(connection, wang.id, 7)
        found = people.by_user(connection, 7)
        assert found
        assert (found.name, found.phone) == ("王", "13900000000")
        assert [person.name for person in people.everyone(connection)] == ["王", "李"]
        assert people.find(connection, li.id) == people.by_name(connection, "李")
        assert people.by_user(connection, 8) is people.by_name(connection, "赵") is people.find(connection, 99) is None


def test_absences_take_the_place_of_those_before(database: Engine) -> None:
    first, last = date(2026, 3, 2), date(2026, 3, 6)
    with database.begin() as connection:
        wang = people.put(connection, "王")
        people.set_absences(connection, wang.id, [(first, first), (last, last)])
        people.set_absences(connection, wang.id, [(first, last), (first, last)])
        assert people.all_absences(connection) == ((wang.id, first, last),)


def test_a_person_has_one_draft_of_a_kind_in_a_chat_and_finishes_it_once(database: Engine) -> None:
    with database.begin() as connection:
        first = drafts.start(connection, draft(title="例会"))
        others = [drafts.start(connection, draft(**how)) for how in ({"kind": "swap"}, {"user_id": 8})]
        second = drafts.start(connection, draft(title="办公会"))
        assert drafts.find(connection, first) is None
        drafts.change(connection, second, {"title": "党组会"}, message_id=3)
        kept = drafts.latest(connection, "meeting", chat_id=-5, user_id=7)
        assert kept
        assert (kept.id, kept.content, kept.message_id, kept.made_at) == (second, {"title": "党组会"}, 3, NOW)
        assert [drafts.finish(connection, second) for _ in range(2)] == [True, False]
        assert all(drafts.find(connection, other) for other in others)


def test_the_last_answer_counts_and_they_come_in_order(database: Engine) -> None:
    def give(user_id: int, answer: Answer, minutes: int) -> None:
        receipt = Receipt(user_id, f"人{user_id}", answer, NOW + timedelta(minutes=minutes))
        with database.begin() as connection:
            receipts.give(connection, "shift", 1, receipt)

    give(7, Answer.LEAVE, 0)
    give(8, Answer.RECEIVED, 1)
    give(7, Answer.RECEIVED, 2)
    with database.begin() as connection:
        found = receipts.given(connection, "shift", 1)
        assert [(each.user_id, each.answer) for each in found.values()] == [(8, "收到"), (7, "收到")]
        receipts.forget(connection, "shift", 1)
        assert receipts.given(connection, "shift", 1) == {}


def test_a_groups_settings_keep_what_was_not_changed(database: Engine) -> None:
    with database.begin() as connection:
        assert groups.settings_of(connection, -5).briefing_at == time(8, 0)
        groups.change_settings(connection, -5, briefing_at=time(7, 30))
        groups.change_settings(connection, -5, thread_id=4)
        changed = groups.settings_of(connection, -5)
    assert (changed.briefing_at, changed.thread_id, changed.pushes_duty) == (time(7, 30), 4, True)


@pytest.mark.parametrize("name", ["王", "O'Neil; DROP TABLE people", "𠮷野家"])
def test_a_name_is_kept_as_it_is(database: Engine, name: str) -> None:
    with database.begin() as connection:
        people.put(connection, name)
        assert [person.name for person in people.everyone(connection)] == [name]
