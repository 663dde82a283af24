"""What the bot may reach: every situation of a chat against every depth of access, in Telegram's words."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.backend import Draft
from bot.sandbox.calls import Call
from bot.sandbox.entities import Formatted
from bot.sandbox.methods import METHODS
from bot.sandbox.refusals import Refusal
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Chat, Happening, Message, Status

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NOT_FOUND = "Bad Request: chat not found"
NOT_STARTED = "Forbidden: bot can't initiate conversation with a user"
BLOCKED = "Forbidden: bot was blocked by the user"
TO_BOTS = "Forbidden: bot can't send messages to bots"
MIGRATED = "Bad Request: group chat was upgraded to a supergroup chat"

Scene = Callable[[Sandbox], Chat]


def started(server: Sandbox) -> Chat:
    wang = server.add_user("王")
    server.say(wang, wang, "/start")
    return server.world.place(wang)


def known(server: Sandbox) -> Chat:
    wang = server.add_user("王")
    server.add_group("科室", [wang])
    return server.world.place(wang)


def stranger(server: Sandbox) -> Chat:
    return server.world.place(server.add_user("王"))


def blocked(server: Sandbox) -> Chat:
    chat = started(server)
    server.block(server.world.users[chat.id])
    return chat


def other_bot(server: Sandbox) -> Chat:
    return server.world.place(server.add_user("他", is_bot=True))


def group(server: Sandbox) -> Chat:
    return server.add_group("科室", [server.add_user("王")])


def supergroup(server: Sandbox) -> Chat:
    return server.add_group("科室", [server.add_user("王")], supergroup=True)


def left(where: Scene) -> Scene:
    def go(server: Sandbox) -> Chat:
        chat = where(server)
        server.leave(server.bot, chat)
        return chat

    return go


def kicked(where: Scene) -> Scene:
    def go(server: Sandbox) -> Chat:
        chat = where(server)
        server.kick(server.bot, chat, by=next(iter(chat.members.values())).user)
        return chat

    return go


def migrated(server: Sandbox) -> Chat:
    chat = group(server)
    server.migrate(chat)
    return chat


def never_there(server: Sandbox) -> Chat:
    return server.add_group("别人", [server.add_user("王")], with_bot=False, supergroup=True)


def outcome(server: Sandbox, method: str, **parameters: object) -> str:
    """Return the words of the refusal, or nothing."""
    try:
        METHODS[method](server.backend, Call(method, {name: str(value) for name, value in parameters.items()}))
    except Refusal as refusal:
        return refusal.description
    return ""


def outcomes(server: Sandbox, chat: Chat) -> tuple[str, str, str, str]:
    """Return what happens to a reader, a counter of members, an editor and a writer."""
    own = server.backend.post(chat, server.bot, Draft(Formatted("答复")))
    return (
        outcome(server, "getchat", chat_id=chat.id),
        outcome(server, "getchatmembercount", chat_id=chat.id),
        outcome(server, "editmessagetext", chat_id=chat.id, message_id=own.message_id, text="改"),
        outcome(server, "sendmessage", chat_id=chat.id, text="在吗"),
    )


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        (started, ("", "", "", "")),
        (known, ("", "", NOT_STARTED, NOT_STARTED)),
        (stranger, (NOT_FOUND,) * 4),
        (blocked, ("", "", BLOCKED, BLOCKED)),
        (other_bot, ("", "", TO_BOTS, TO_BOTS)),
        (group, ("", "", "", "")),
        (left(group), ("", *("Forbidden: bot is not a member of the group chat",) * 3)),
        (kicked(group), ("", *("Forbidden: bot was kicked from the group chat",) * 3)),
        (migrated, ("", MIGRATED, "", MIGRATED)),
        (supergroup, ("", "", "", "")),
        (left(supergroup), ("Forbidden: bot is not a member of the supergroup chat",) * 4),
        (kicked(supergroup), ("Forbidden: bot was kicked from the supergroup chat",) * 4),
        (never_there, ("Forbidden: bot is not a member of the supergroup chat",) * 4),
    ],
)
def test_each_situation_allows_what_telegram_allows(scene: Scene, expected: tuple[str, str, str, str]) -> None:
    server = Sandbox()
    assert outcomes(server, scene(server)) == expected


@pytest.mark.parametrize("chat_id", ["42", "-42", "@canmou", "值", "1.5"])
@pytest.mark.parametrize("method", ["getchat", "sendmessage", "deletemessage", "getchatmember", "leavechat"])
def test_an_unknown_chat_is_not_found_by_any_method(method: str, chat_id: str) -> None:
    assert outcome(Sandbox(), method, chat_id=chat_id, message_id=1, user_id=1, text="在吗") == NOT_FOUND


def test_the_bot_asks_about_itself_even_where_it_is_no_more() -> None:
    server = Sandbox()
    chat = kicked(group)(server)
    assert outcome(server, "getchatmember", chat_id=chat.id, user_id=server.bot.id) == ""


def test_a_known_person_can_be_asked_about_in_a_group_they_are_not_in() -> None:
    server = Sandbox()
    chat = group(server)
    assert outcome(server, "getchatmember", chat_id=chat.id, user_id=server.add_user("李").id) == ""


# Deleting


def aged(server: Sandbox, chat: Chat, own: bool) -> Message:
    """Put a message of three days ago into a chat."""
    sender = server.bot if own else next(iter(chat.members.values())).user
    message = server.backend.post(chat, sender, Draft(Formatted("旧")))
    old = Message(message.message_id, chat.id, sender, NOW - timedelta(days=3), text="旧")
    chat.messages[message.message_id] = old
    return old


CANNOT = "Bad Request: message can't be deleted"
TOO_OLD = "Bad Request: message can't be deleted for everyone"


@pytest.mark.parametrize(
    ("scene", "status", "own", "words"),
    [
        (started, None, True, TOO_OLD),
        (started, None, False, TOO_OLD),
        (group, Status.MEMBER, True, TOO_OLD),
        (group, Status.MEMBER, False, CANNOT),
        (supergroup, Status.MEMBER, False, CANNOT),
        (supergroup, Status.ADMINISTRATOR, True, ""),
        (supergroup, Status.ADMINISTRATOR, False, ""),
    ],
)
def test_age_and_rights_decide_what_is_deleted(scene: Scene, status: Status | None, own: bool, words: str) -> None:
    server = Sandbox(now=lambda: NOW)
    chat = scene(server)
    if status is Status.ADMINISTRATOR:
        server.promote(server.bot, chat, by=next(iter(chat.members.values())).user, can_delete_messages=True)
    message = aged(server, chat, own)
    assert outcome(server, "deletemessage", chat_id=chat.id, message_id=message.message_id) == words
    assert (message.message_id in chat.messages) is bool(words)


# Threads


def test_the_service_message_of_a_pin_stays_in_the_topic() -> None:
    server = Sandbox()
    wang = server.add_user("王")
    forum = server.add_group("论坛", [wang], topics=["值班"], admins=[server.bot])
    said = server.say(wang, forum, "值班表", thread=forum.topic("值班"))
    assert outcome(server, "pinchatmessage", chat_id=forum.id, message_id=said.message_id) == ""
    notice = forum.messages[forum.last_message_id]
    assert notice.notice
    assert (notice.notice.happening, notice.thread) == (Happening.PINNED, forum.topic("值班").id)


@pytest.mark.parametrize("method", ["sendmessage", "sendchataction"])
def test_a_topic_of_another_forum_is_no_thread(method: str) -> None:
    server = Sandbox()
    wang = server.add_user("王")
    server.add_group("有三个", [wang], topics=["一", "二", "三"])
    forum = server.add_group("有一个", [wang], topics=["一"])
    words = outcome(server, method, chat_id=forum.id, message_thread_id=3, text="在吗", action="typing")
    assert words == "Bad Request: message thread not found"


def test_a_reply_into_another_chat_is_not_found() -> None:
    server = Sandbox()
    chat, other = started(server), supergroup(server)
    said = server.backend.post(other, server.bot, Draft(Formatted("那边")))
    reply = f'{{"message_id": {said.message_id}, "chat_id": {other.id}}}'
    words = outcome(server, "sendmessage", chat_id=chat.id, text="这边", reply_parameters=reply)
    assert words == "Bad Request: message to be replied not found"
