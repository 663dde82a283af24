"""What is an update, and what only looks like one; both ways of fetching leave the latter out."""

import json
from typing import Any

import pytest

from bot.chat.buttons import Action, Press, read_press
from bot.chat.polling import sound
from bot.chat.updates import read_update

PERSON = {"id": 2**40, "is_bot": False, "first_name": "王"}
CHAT = {"id": 2**40, "type": "private", "first_name": "王"}
MESSAGE: dict[str, Any] = {"message_id": 1, "from": PERSON, "chat": CHAT, "date": 1_772_413_200, "text": "值班🙂"}


def nested(depth: int) -> dict[str, Any]:
    return MESSAGE | {"reply_to_message": nested(depth - 1)} if depth else MESSAGE


@pytest.mark.parametrize(
    "content",
    [
        {"message": MESSAGE},
        {"message": nested(5)},
        {"message": MESSAGE | {"entities": [{"type": "unheard_of", "offset": 2, "length": 2}]}},
        {"message": MESSAGE | {"unheard_of": [{"x": None}]}},
        {"callback_query": {"id": "1", "from": PERSON, "chat_instance": "1", "data": "1o:1:1"}},
        {"unheard_of": {"id": 1}},
        {},
    ],
)
def test_an_update_is_read(content: dict[str, Any]) -> None:
    assert read_update({"update_id": 7, **content})


@pytest.mark.parametrize(
    "message",
    [
        None,
        5,
        {},
        MESSAGE | {"text": 5},
        MESSAGE | {"text": "\ud800"},
        MESSAGE | {"text": "a\0b"},
        MESSAGE | {"text": "x" * 100_000},
        MESSAGE | {"message_id": "1"},
        MESSAGE | {"message_id": 2**63},
        MESSAGE | {"message_id": True},
        MESSAGE | {"date": 10**15},
        MESSAGE | {"from": PERSON | {"id": "1"}},
        MESSAGE | {"from": {"id": 1}},
        MESSAGE | {"chat": None},
        MESSAGE | {"entities": [{"type": "mention", "offset": 2, "length": 1}]},
        MESSAGE | {"entities": [{"type": "mention", "offset": -1, "length": 1}]},
        MESSAGE | {"document": {}},
        nested(100),
    ],
)
def test_what_is_malformed_is_no_update(message: object) -> None:
    assert read_update({"update_id": 7, "message": message}) is None or message is None


def test_of_what_is_no_update_only_the_number_is_left() -> None:
    updates = [{"update_id": 1, "message": MESSAGE}, {"update_id": 2, "message": {}}, {"update_id": 3, "poll": 5}]
    content = json.dumps({"ok": True, "result": updates}).encode()
    assert json.loads(sound(content))["result"] == [updates[0], {"update_id": 2}, {"update_id": 3}]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"ok": true, "result": true}', b'{"ok": true, "result": []}'])
def test_what_holds_no_updates_is_left_as_it_is(content: bytes) -> None:
    assert sound(content) == content


@pytest.mark.parametrize(
    ("data", "press"),
    [
        ("1o:5:0", Press(Action.OPEN, (5, 0))),
        (f"1o:{2**31 - 1}:0", Press(Action.OPEN, (2**31 - 1, 0))),
        (f"1o:{2**31}:0", None),
        (f"1o:-{2**31 + 1}:0", None),
        (f"1po:{2**40}:0", Press(Action.MEMBER_OPEN, (2**40, 0))),
        (f"1po:1:{2**40}", None),
        ("1br:1:-1002000000000", Press(Action.COLLECTION_READER, (1, -1_002_000_000_000))),
    ],
)
def test_numbers_of_rows_have_bounds_and_those_of_accounts_do_not(data: str, press: Press | None) -> None:
    assert read_press(data) == press
