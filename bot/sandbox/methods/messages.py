"""Methods that put messages into chats, change them and take them away."""

from dataclasses import replace

from bot.sandbox import refusals, wire
from bot.sandbox.access import (
    Access,
    find_chat,
    find_deletable,
    find_message,
    find_own_message,
    find_reply,
    find_topic,
)
from bot.sandbox.backend import Backend, Draft
from bot.sandbox.calls import Call, JsonObject
from bot.sandbox.entities import Formatted
from bot.sandbox.journal import Event, Kind
from bot.sandbox.keyboards import Keyboard, KeyboardKind, check_keyboard, read_keyboard
from bot.sandbox.methods.content import check_caption, check_text, read_caption, read_file, read_text
from bot.sandbox.world import ChatKind, Happening, Member, Message, Notice, Status

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    }
)
# Separated by spaces: several consist of more than one character.
REACTIONS = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤️\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 "
    "🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 "
    "🤷\u200d♂️ 🤷 🤷\u200d♀️ 😡"
)


def send_message(backend: Backend, call: Call) -> JsonObject:
    """Send a text."""
    return _send(backend, call, Draft(read_text(call), read_keyboard(call)))


def send_document(backend: Backend, call: Call) -> JsonObject:
    """Send a file as it is."""
    return _send_file(backend, call, "document")


def send_photo(backend: Backend, call: Call) -> JsonObject:
    """Send a picture."""
    return _send_file(backend, call, "photo")


def send_message_draft(backend: Backend, call: Call) -> bool:
    """Show the beginning of a message while it is being written, nothing for a sign of thinking; in private only."""
    content = _formatted_or_empty(call)
    chat = find_chat(backend, call, Access.WRITE)
    if chat.kind is not ChatKind.PRIVATE:
        raise refusals.bad_request("TEXTDRAFT_PEER_INVALID")
    if not call.integer("draft_id"):
        raise refusals.bad_request("RANDOM_ID_INVALID")
    backend.journal.add(Event(Kind.DRAFT, chat.id, text=content.text))
    return True


def edit_message_text(backend: Backend, call: Call) -> JsonObject:
    """Change a text and the keyboard under it; without a keyboard the old one goes."""
    content, keyboard = read_text(call), read_keyboard(call)
    message = find_own_message(backend, call)
    if message.file:
        raise refusals.bad_request("there is no text in the message to edit")
    return _revise(backend, message, check_text(content), keyboard)


def edit_message_reply_markup(backend: Backend, call: Call) -> JsonObject:
    """Change or take away the keyboard under a message."""
    keyboard = read_keyboard(call)
    message = find_own_message(backend, call)
    return _revise(backend, message, Formatted(message.text, message.entities), keyboard)


def delete_message(backend: Backend, call: Call) -> bool:
    """Delete a message."""
    backend.remove(find_deletable(backend, call))
    return True


def pin_chat_message(backend: Backend, call: Call) -> bool:
    """Pin a message, which leaves a service message."""
    chat = find_chat(backend, call, Access.WRITE)
    message = find_message(backend, call, chat, "message to pin")
    if chat.kind is not ChatKind.PRIVATE and not _may_pin(chat.member(backend.world.bot)):
        raise refusals.bad_request("not enough rights to manage pinned messages in the chat")
    chat.pinned.append(message.message_id)
    notice = Notice(Happening.PINNED, number=message.message_id)
    backend.post(chat, backend.world.bot, Draft(notice=notice, thread=message.thread if message.in_topic else None))
    return True


def set_message_reaction(backend: Backend, call: Call) -> bool:
    """Put one reaction under a message, or take it away."""
    reactions = call.array("reaction", "ReactionType")
    chat = find_chat(backend, call, Access.READ)
    message = find_message(backend, call, chat, "message to react")
    if len(reactions) > 1:
        raise refusals.bad_request("REACTIONS_TOO_MANY")
    emoji = reactions[0].get("emoji", "") if reactions else ""
    if reactions and emoji not in REACTIONS.split():
        raise refusals.bad_request("REACTION_INVALID")
    backend.react(message, emoji)
    return True


def send_chat_action(backend: Backend, call: Call) -> bool:
    """Show that the bot is typing or the like."""
    action = call.text("action").lower()
    if action not in ACTIONS:
        raise refusals.bad_request("wrong parameter action in request")
    chat = find_chat(backend, call, Access.WRITE)
    find_topic(call, chat)
    backend.journal.add(Event(Kind.ACTION, chat.id, text=action))
    return True


def _send(backend: Backend, call: Call, draft: Draft) -> JsonObject:
    chat = find_chat(backend, call, Access.WRITE)
    reply_to = find_reply(backend, call, chat)
    thread = find_topic(call, chat)
    content = check_caption(draft.content) if draft.file else check_text(draft.content)
    check_keyboard(draft.keyboard)
    placed = replace(draft, content=content, reply_to=reply_to, thread=thread)
    return wire.message(backend.world, backend.post(chat, backend.world.bot, placed))


def _send_file(backend: Backend, call: Call, field: str) -> JsonObject:
    file = read_file(backend, call, field)
    return _send(backend, call, Draft(read_caption(call), read_keyboard(call), file=file))


def _revise(backend: Backend, message: Message, content: Formatted, keyboard: Keyboard | None) -> JsonObject:
    if keyboard and keyboard.kind is not KeyboardKind.INLINE:
        raise refusals.bad_request("inline keyboard expected")
    check_keyboard(keyboard)
    if (content.text, content.entities, keyboard) == (message.text, message.entities, message.keyboard):
        raise refusals.not_modified()
    return wire.message(backend.world, backend.revise(message, content=content, keyboard=keyboard))


def _formatted_or_empty(call: Call) -> Formatted:
    return check_text(read_text(call)) if call.text("text").strip() else Formatted("")


def _may_pin(member: Member) -> bool:
    return member.status is Status.CREATOR or (member.is_administrator and member.can_pin_messages)
