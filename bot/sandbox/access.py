"""What the bot may reach: chats, messages, topics, each found or refused as Telegram refuses.

The order of the checks is that of Telegram's own Bot API server.
"""

from datetime import timedelta
from enum import IntEnum

from bot.sandbox import refusals
from bot.sandbox.backend import Backend
from bot.sandbox.calls import Call
from bot.sandbox.world import Chat, ChatKind, Message, Status, User

# Until when a bot without special rights may delete.
DELETABLE_FOR = timedelta(hours=48)


class Access(IntEnum):
    """How much of a chat a method needs."""

    READ = 1
    READ_MEMBERS = 2
    EDIT = 3
    WRITE = 4


def find_chat(backend: Backend, call: Call, access: Access) -> Chat:
    """Return the chat of chat_id if the bot has this access to it."""
    if not call.text("chat_id"):
        raise refusals.bad_request("chat_id is empty")
    chat = backend.world.chats.get(call.integer("chat_id"))
    if chat is None:
        raise refusals.chat_not_found()
    if chat.kind is ChatKind.PRIVATE:
        _check_private(backend, chat, access)
    elif chat.kind is ChatKind.GROUP:
        _check_group(backend, chat, access)
    elif not (member := chat.member(backend.world.bot)).is_present:
        raise _not_there(member.status, "supergroup")
    return chat


def find_message(backend: Backend, call: Call, chat: Chat, what: str) -> Message:
    """Return the message of message_id; ``what`` is Telegram's name for it: message to edit."""
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise refusals.message_not_found(what)
    return message


def find_own_message(backend: Backend, call: Call) -> Message:
    """Return the bot's message that is to be edited."""
    chat = find_chat(backend, call, Access.EDIT)
    message = find_message(backend, call, chat, "message to edit")
    if message.sender != backend.world.bot or message.notice:
        raise refusals.bad_request("message can't be edited")
    return message


def find_deletable(backend: Backend, call: Call) -> Message:
    """Return the message that is to be deleted, if the bot may."""
    for name, what in (("chat_id", "chat"), ("message_id", "message")):
        if not call.text(name):
            raise refusals.bad_request(f"{what} identifier is not specified")
    chat = find_chat(backend, call, Access.WRITE)
    message = find_message(backend, call, chat, "message to delete")
    if chat.member(backend.world.bot).can_delete_messages:
        return message
    if chat.kind is not ChatKind.PRIVATE and message.sender != backend.world.bot:
        raise refusals.bad_request("message can't be deleted")
    if backend.now() - message.sent_at > DELETABLE_FOR:
        raise refusals.bad_request("message can't be deleted for everyone")
    return message


def find_reply(backend: Backend, call: Call, chat: Chat) -> int | None:
    """Return the message to reply to, from reply_parameters or the older reply_to_message_id."""
    parameters = call.object("reply_parameters", "reply parameters")
    given = parameters.get("message_id")
    wanted = given if isinstance(given, int) else call.integer("reply_to_message_id")
    elsewhere = parameters.get("chat_id")
    if not wanted or (wanted in chat.messages and elsewhere in (None, chat.id, str(chat.id))):
        return wanted or None
    if parameters.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return None
    raise refusals.message_not_found("message to be replied")


def find_topic(call: Call, chat: Chat) -> int | None:
    """Return the topic of message_thread_id; only topics are threads that one can send to, General is none."""
    thread = call.integer("message_thread_id")
    if not thread:
        return None
    if thread not in chat.topics:
        raise refusals.thread_not_found()
    return thread


def find_user(backend: Backend, call: Call) -> User:
    """Return the person of user_id."""
    if not call.integer("user_id"):
        raise refusals.bad_request("invalid user_id specified")
    person = backend.world.users.get(call.integer("user_id"))
    if person is None:
        raise refusals.bad_request("member not found")
    return person


def _check_private(backend: Backend, chat: Chat, access: Access) -> None:
    person = backend.world.users[chat.id]
    if not (chat.started or person.is_bot or backend.world.shares_a_group(person)):
        raise refusals.chat_not_found()
    if access >= Access.EDIT:
        _check_open(chat, person)


def _check_open(chat: Chat, person: User) -> None:
    if person.is_bot:
        raise refusals.forbidden("bot can't send messages to bots")
    if not chat.started:
        raise refusals.not_started()
    if chat.blocked:
        raise refusals.blocked()


def _check_group(backend: Backend, chat: Chat, access: Access) -> None:
    member = chat.member(backend.world.bot)
    if chat.migrated_to is not None:
        if access in (Access.READ_MEMBERS, Access.WRITE):
            raise refusals.migrated(chat.migrated_to)
    elif access >= Access.READ_MEMBERS and not member.is_present:
        raise _not_there(member.status, "group")


def _not_there(status: Status, kind: str) -> refusals.Refusal:
    if status is Status.KICKED:
        return refusals.forbidden(f"bot was kicked from the {kind} chat")
    return refusals.forbidden(f"bot is not a member of the {kind} chat")
