"""Methods that ask about chats and their members, and leave them."""

from bot.sandbox import refusals, wire
from bot.sandbox.access import Access, find_chat, find_user
from bot.sandbox.backend import Backend
from bot.sandbox.calls import Call, JsonObject
from bot.sandbox.world import ChatKind, Member, Status


def get_chat(backend: Backend, call: Call) -> JsonObject:
    """Tell about a chat."""
    return wire.chat_full(backend.world, find_chat(backend, call, Access.READ))


def get_chat_member(backend: Backend, call: Call) -> JsonObject:
    """Tell someone's standing in a chat."""
    about_itself = call.integer("user_id") == backend.world.bot.id
    chat = find_chat(backend, call, Access.READ if about_itself else Access.READ_MEMBERS)
    return wire.member(chat.member(find_user(backend, call)))


def get_chat_administrators(backend: Backend, call: Call) -> list[JsonObject]:
    """Tell who administers a group, other bots left out."""
    chat = find_chat(backend, call, Access.READ_MEMBERS)
    if chat.kind is ChatKind.PRIVATE:
        raise refusals.bad_request("there are no administrators in the private chat")
    return [
        wire.member(member)
        for member in chat.members.values()
        if member.is_administrator and (not member.user.is_bot or member.user == backend.world.bot)
    ]


def get_chat_member_count(backend: Backend, call: Call) -> int:
    """Tell how many are in a chat."""
    chat = find_chat(backend, call, Access.READ_MEMBERS)
    return sum(member.is_present for member in chat.members.values())


def leave_chat(backend: Backend, call: Call) -> bool:
    """Leave a group."""
    chat = find_chat(backend, call, Access.READ)
    if chat.kind is ChatKind.PRIVATE:
        raise refusals.bad_request("chat member status can't be changed in private chats")
    backend.set_member(chat, Member(backend.world.bot, Status.LEFT), by=backend.world.bot)
    return True
