"""The server's parts one by one: the queue of updates, keyboards, calls, trouble, the journal, what is written."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import ChatFullInfo, ChatMember, Message, TelegramObject, Update, User

from bot.sandbox import wire
from bot.sandbox.backend import Backend, Draft
from bot.sandbox.calls import Call, as_text
from bot.sandbox.entities import Entity, Formatted, utf16_length
from bot.sandbox.faults import Fault, Faults, Moment
from bot.sandbox.journal import Bell, Event, Journal, Kind
from bot.sandbox.keyboards import ACTIONS, Button, Keyboard, KeyboardKind, read_keyboard, write_inline
from bot.sandbox.markup import parse_html
from bot.sandbox.methods import METHODS
from bot.sandbox.refusals import Refusal
from bot.sandbox.server import Sandbox
from bot.sandbox.updates import KINDS, ON_REQUEST, UpdateQueue

# The queue of updates


@given(st.lists(st.one_of(st.just("put"), st.integers(-5, 30))))
def test_the_queue_holds_what_no_offset_passed_over(steps: list[str | int]) -> None:
    queue, held, last = UpdateQueue(), list[int](), 0
    for step in steps:
        if isinstance(step, str):
            queue.put("message", {})
            last += 1
            held.append(last)
        else:
            queue.confirm(step)
            held = held[step:] if step < 0 else [number for number in held if number >= step]
        assert [update["update_id"] for update in queue.pending] == held


@pytest.mark.parametrize("kind", KINDS)
def test_some_kinds_come_only_on_request(kind: str) -> None:
    queue = UpdateQueue()
    queue.put(kind, {})
    assert len(queue.pending) == (kind not in ON_REQUEST)
    queue.allow([kind])
    queue.put(kind, {})
    assert queue.pending[-1] == {"update_id": len(queue.pending), kind: {}}


def test_what_waits_stays_when_another_kind_is_asked_for() -> None:
    queue = UpdateQueue()
    queue.put("message", {})
    queue.allow(["callback_query"])
    queue.put("message", {})
    assert len(queue.pending) == 1


# HTML

TAGS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler"}
WORDS = st.text(alphabet="值班👋ab", min_size=1, max_size=4)


@st.composite
def marked(draw: st.DrawFn, depth: int = 3) -> tuple[str, str, list[tuple[str, int, int]]]:
    """Draw a piece of HTML with its text and its entities as (kind, offset, length)."""
    source, text, entities = "", "", list[tuple[str, int, int]]()
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            tag = draw(st.sampled_from(sorted(TAGS)))
            inner, inner_text, inner_entities = draw(marked(depth - 1))
            start = utf16_length(text)
            entities.append((TAGS[tag], start, utf16_length(inner_text)))
            entities += [(kind, start + offset, length) for kind, offset, length in inner_entities]
            source, text = f"{source}<{tag}>{inner}</{tag}>", text + inner_text
        else:
            word = draw(WORDS)
            source, text = source + word, text + word
    return source, text, entities


@given(marked())
def test_nested_markup_is_read_as_it_was_written(case: tuple[str, str, list[tuple[str, int, int]]]) -> None:
    source, text, entities = case
    formatted = parse_html(source)
    assert formatted.text == text
    assert sorted((each.kind, each.offset, each.length) for each in formatted.entities) == sorted(entities)


# Keyboards

BUTTONS = st.builds(
    Button,
    st.text(min_size=1, max_size=8),
    st.sampled_from(ACTIONS),
    st.text(alphabet="abc:/值", min_size=1, max_size=10),
)


@given(st.lists(st.lists(BUTTONS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_an_inline_keyboard_is_written_as_it_was_read(rows: list[list[Button]]) -> None:
    keyboard = Keyboard(KeyboardKind.INLINE, tuple(map(tuple, rows)))
    call = Call("sendMessage", {"reply_markup": json.dumps(write_inline(keyboard))})
    assert read_keyboard(call) == keyboard


@pytest.mark.parametrize(
    ("markup", "keyboard"),
    [
        ({}, None),
        ({"inline_keyboard": []}, None),
        ({"inline_keyboard": [[]]}, None),
        ({"remove_keyboard": True}, Keyboard(KeyboardKind.REMOVE)),
        ({"force_reply": True}, Keyboard(KeyboardKind.FORCE_REPLY)),
        ({"keyboard": [["值班"]]}, Keyboard(KeyboardKind.REPLY, ((Button("值班"),),))),
        ({"keyboard": [[{"text": "值班"}]]}, Keyboard(KeyboardKind.REPLY, ((Button("值班"),),))),
        (
            {"inline_keyboard": [[], [{"text": "值班", "callback_data": "a", "style": "danger"}]]},
            Keyboard(KeyboardKind.INLINE, ((Button("值班", "callback_data", "a"),),)),
        ),
    ],
)
def test_keyboards_of_every_kind_are_read(markup: dict[str, Any], keyboard: Keyboard | None) -> None:
    assert read_keyboard(Call("sendMessage", {"reply_markup": json.dumps(markup)})) == keyboard


def test_a_button_is_found_by_label_or_data() -> None:
    full, near = Button("原文", "callback_data", "a"), Button("邻条", "callback_data", "b")
    keyboard = Keyboard(KeyboardKind.INLINE, ((full,), (near,)))
    assert (keyboard.find("原文"), keyboard.find("b"), keyboard.find("c")) == (full, near, None)


def test_a_link_has_no_data() -> None:
    assert Button("网页", "url", "https://example.com").data == ""


# Calls


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("-7", -7), (" 7 ", 7), ("", 3), ("值", 3), ("1.5", 3), ("true", 3)]
)
def test_what_is_no_whole_number_counts_as_not_given(text: str, number: int) -> None:
    assert Call("m", {"n": text}).integer("n", 3) == number


@pytest.mark.parametrize(("text", "number"), [("0", 1), ("1", 1), ("50", 50), ("100", 100), ("101", 100), ("x", 9)])
def test_a_number_is_moved_into_its_range(text: str, number: int) -> None:
    assert Call("m", {"n": text}).within("n", default=9, low=1, high=100) == number


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("True", True), ("1", True), ("false", False), ("", False)])
def test_flags_are_read_as_telegram_reads_them(text: str, flag: bool) -> None:
    assert Call("m", {"f": text}).flag("f") is flag


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text() | st.integers())))
def test_a_json_value_becomes_the_text_that_a_form_would_carry(value: Any) -> None:
    text = as_text(value)
    assert text == value if isinstance(value, str) else json.loads(text) == value


@pytest.mark.parametrize(("text", "array"), [("", []), ("[]", []), ('["a", 1]', ["a", 1]), ("null", [])])
def test_arrays_are_read(text: str, array: list[Any]) -> None:
    assert Call("m", {"a": text}).array("a", "things") == array


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "can't parse things JSON object"),
        ("{}", "expected an Array of things"),
        ('"a"', "expected an Array of things"),
    ],
)
def test_what_is_no_array_is_refused(text: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        Call("m", {"a": text}).array("a", "things")


# Trouble


def test_trouble_is_counted_and_the_first_that_fits_is_taken() -> None:
    first = Fault("sendMessage", 1, None, drop=Moment.BEFORE)
    second = Fault("*", 2, 7, delay=1)
    faults = Faults([first, second])
    taken = [
        faults.take(Call(method, {"chat_id": chat})) for method, chat in [("getMe", ""), *[("SENDMESSAGE", "7")] * 4]
    ]
    assert taken == [None, first, second, second, None]


# The journal


async def test_waiting_ends_when_the_probe_finds_something() -> None:
    bell, found = Bell(), list[int]()
    waiting = asyncio.create_task(bell.until(lambda: found or None, 5))
    await asyncio.sleep(0)
    bell.ring()
    await asyncio.sleep(0)
    assert not waiting.done()
    found.append(1)
    bell.ring()
    assert await waiting == [1]


async def test_waiting_ends_with_the_time() -> None:
    with pytest.raises(TimeoutError):
        await Bell().until(lambda: None, 0.01)


async def test_a_fault_of_the_probe_reaches_who_waits() -> None:
    def probe() -> None:
        raise Refusal(409, "Conflict")

    with pytest.raises(Refusal):
        await Bell().until(probe, 1)


async def test_a_bell_without_anyone_waiting_is_silent_and_the_journal_keeps_what_happened() -> None:
    journal = Journal(Bell())
    journal.add(Event(Kind.ACTION, 1, text="typing"))
    journal.add(Event(Kind.ACTION, 2, text="typing"))
    assert journal.find(lambda event: event.chat_id == 2) == 1
    assert journal.find(lambda event: event.chat_id == 1, start=1) is None


# What is written


@pytest.fixture
def server() -> Sandbox:
    """Return a server with one of everything in it; it does not listen."""
    server = Sandbox(now=lambda: datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
    wang, li = server.add_user("王", username="wang_office"), server.add_user("李")
    server.backend.updates.allow(KINDS)
    forum = server.add_group("论坛", [wang, li], topics=["值班"], admins=[server.bot])
    keyboard = Keyboard(
        KeyboardKind.INLINE, ((Button("原文", "callback_data", "a"), Button("网", "url", "https://a.cn")),)
    )
    marked = Formatted("👋 王 x", (Entity("text_mention", 3, 1, user_id=wang.id), Entity("pre", 5, 1, language="py")))
    question = server.say(wang, forum, "/ask@canmou_bot https://a.cn", thread=forum.topic("值班"))
    answer = server.backend.post(forum, server.bot, Draft(marked, keyboard, reply_to=question.message_id))
    server.press(li, answer, "原文")
    server.say(wang, forum, "谢谢", reply_to=answer, anonymous=True)
    server.edit(wang, question, "/ask@canmou_bot 改")
    server.upload(wang, wang, "表.docx", b"PK", caption="@canmou_bot", mime_type="application/msword")
    server.upload(wang, wang, "a.png", b"\x89PNG\r\n\x1a\n", photo=True)
    METHODS["pinchatmessage"](
        server.backend, Call("", {"chat_id": str(forum.id), "message_id": str(answer.message_id)})
    )
    server.open_topic(wang, forum, "会议")
    server.join(server.add_user("赵"), forum, by=wang)
    server.leave(li, forum)
    server.promote(wang, forum, by=wang, can_delete_messages=True)
    server.migrate(server.add_group("老群", [wang]))
    server.block(wang)
    return server


def unknown_fields(thing: object, path: str = "") -> Iterator[str]:
    """Yield the fields that the library does not know, in an object and all below it."""
    if isinstance(thing, TelegramObject):
        yield from (f"{path}.{name}" for name in thing.api_kwargs)
        for name in thing.__slots__:
            yield from unknown_fields(getattr(thing, str(name), None), f"{path}.{name}")
    elif isinstance(thing, tuple):
        for number, each in enumerate(thing):
            yield from unknown_fields(each, f"{path}[{number}]")


def test_updates_hold_only_fields_of_the_bot_api(server: Sandbox) -> None:
    updates = [Update.de_json(update, None) for update in server.backend.updates.pending]
    kinds = {kind for kind in KINDS for update in updates if getattr(update, kind)}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member", "chat_member"}
    assert [field for update in updates for field in unknown_fields(update)] == []


def lost(written: object, read: object, path: str = "") -> Iterator[str]:
    """Yield what was written and is not read again; the library adds fields of its own, which is fine."""
    if isinstance(written, dict):
        assert isinstance(read, dict), path
        for name, value in written.items():
            yield from lost(value, read.get(name), f"{path}.{name}")
    elif isinstance(written, list):
        assert isinstance(read, list), path
        for number, (one, other) in enumerate(zip(written, read, strict=True)):
            yield from lost(one, other, f"{path}[{number}]")
    elif written != read:
        yield f"{path}: {written!r} became {read!r}"


def test_every_message_is_read_as_it_was_written(server: Sandbox) -> None:
    messages = [each for chat in server.world.chats.values() for each in chat.messages.values()]
    written = [wire.message(server.world, each) for each in messages]
    assert len(written) == 12
    assert [loss for each in written for loss in lost(each, Message.de_json(each, None).to_dict())] == []


def test_chats_members_and_the_bot_hold_only_fields_of_the_bot_api(server: Sandbox) -> None:
    world = server.world
    for chat in world.chats.values():
        assert list(unknown_fields(ChatFullInfo.de_json(wire.chat_full(world, chat), None))) == []
        for member in chat.members.values():
            assert list(unknown_fields(ChatMember.de_json(wire.member(member), None))) == []
    assert list(unknown_fields(User.de_json(wire.me(world), None))) == []


def test_a_lock_may_be_taken_twice_by_the_same_thread() -> None:
    server = Sandbox()
    backend: Backend = server.backend
    with backend.lock:
        wang = server.add_user("王")
        assert server.say(wang, wang, "/start").message_id == 1
