"""The world as the Bot API writes it: objects to JSON, field by field as in Telegram's documentation.

Only writing; nothing here decides or changes anything.
"""

from dataclasses import replace
from datetime import datetime

from bot.sandbox.calls import JsonObject
from bot.sandbox.entities import Entity
from bot.sandbox.keyboards import KeyboardKind, write_inline
from bot.sandbox.world import (
    CallbackQuery,
    Chat,
    ChatKind,
    File,
    Happening,
    Member,
    Message,
    Notice,
    Status,
    User,
    World,
)

# The rights that an administrator of a group has or has not; the two that matter here are told by Member.
RIGHTS = (
    "can_manage_chat",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
TOPIC_COLOR = 0x6FB9F0
# Photos are not decoded: every one is told to have this size.
PHOTO_SIDE = 512


def seconds(moment: datetime) -> int:
    """Return a moment as Telegram tells it."""
    return int(moment.timestamp())


def user(person: User) -> JsonObject:
    """Write a User."""
    names = {"last_name": person.last_name, "username": person.username}
    return {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name, **_given(names)}


def me(world: World) -> JsonObject:
    """Write the bot as getMe tells it."""
    return {
        **user(world.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat(world: World, of: Chat) -> JsonObject:
    """Write a Chat."""
    if of.kind is ChatKind.PRIVATE:
        person = world.users[of.id]
        names = {"last_name": person.last_name, "username": person.username}
        return {"id": of.id, "type": of.kind, "first_name": person.first_name, **_given(names)}
    return {"id": of.id, "type": of.kind, "title": of.title, **_given({"is_forum": of.is_forum})}


def chat_full(world: World, of: Chat) -> JsonObject:
    """Write a ChatFullInfo."""
    pinned = of.messages.get(of.pinned[-1]) if of.pinned else None
    return {
        **chat(world, of),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
        **({"pinned_message": message(world, pinned)} if pinned else {}),
    }


def member(of: Member) -> JsonObject:
    """Write a ChatMember."""
    written: JsonObject = {"user": user(of.user), "status": of.status}
    if of.status is Status.CREATOR:
        written |= {"is_anonymous": False}
    elif of.status is Status.KICKED:
        written |= {"until_date": 0}
    elif of.status is Status.ADMINISTRATOR:
        written |= {"can_be_edited": False, "is_anonymous": False, **dict.fromkeys(RIGHTS, False)}
        written |= {"can_manage_chat": True, "can_delete_messages": of.can_delete_messages}
        written |= {"can_pin_messages": of.can_pin_messages}
    return written


def member_change(world: World, where: Chat, *, by: User, at: datetime, old: Member, new: Member) -> JsonObject:
    """Write a ChatMemberUpdated."""
    return {
        "chat": chat(world, where),
        "from": user(by),
        "date": seconds(at),
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }


def message(world: World, of: Message) -> JsonObject:
    """Write a Message with the message it replies to."""
    written = _bare_message(world, of)
    # In a topic, what is no reply counts as a reply to the message that opened the topic.
    replied = world.find_message(of.chat_id, of.reply_to or (of.thread or 0 if of.in_topic else 0))
    if replied and not of.notice:
        written["reply_to_message"] = _bare_message(world, replied)
    return written


def deleted_message(world: World, query: CallbackQuery) -> JsonObject:
    """Write an InaccessibleMessage in the place of one that is gone."""
    return {"chat": chat(world, world.chats[query.chat_id]), "message_id": query.message_id, "date": 0}


def callback_query(world: World, query: CallbackQuery) -> JsonObject:
    """Write a CallbackQuery."""
    pressed = world.find_message(query.chat_id, query.message_id)
    return {
        "id": query.id,
        "from": user(query.user),
        "message": message(world, pressed) if pressed else deleted_message(world, query),
        "chat_instance": str(query.chat_id),
        "data": query.data,
    }


def file(of: File, *, with_path: bool = False) -> JsonObject:
    """Write a File; the path is told only by getFile."""
    written: JsonObject = {"file_id": of.id, "file_unique_id": of.unique_id, "file_size": len(of.content)}
    return written | ({"file_path": of.path} if with_path else {})


def _bare_message(world: World, of: Message) -> JsonObject:
    written: JsonObject = {
        "message_id": of.message_id,
        "from": user(of.sender),
        "chat": chat(world, world.chats[of.chat_id]),
        "date": seconds(of.sent_at),
        **_given({"message_thread_id": of.thread, "is_topic_message": of.in_topic}),
    }
    if of.anonymous:
        written["sender_chat"] = written["chat"]
    if of.origin:
        author, at = user(of.origin.author), seconds(of.origin.written_at)
        written["forward_origin"] = {"type": "user", "sender_user": author, "date": at}
    if of.edited_at:
        written["edit_date"] = seconds(of.edited_at)
    if of.keyboard and of.keyboard.kind is KeyboardKind.INLINE:
        written["reply_markup"] = write_inline(of.keyboard)
    return written | (_notice(world, of, of.notice) if of.notice else _content(world, of))


def _content(world: World, of: Message) -> JsonObject:
    entities = [_entity(world, entity) for entity in of.entities]
    if of.file:
        written = {"caption": of.text, "caption_entities": entities, "media_group_id": of.album}
        return {**_attachment(of.file), **_given(written)}
    return {"text": of.text, **_given({"entities": entities})}


def _attachment(of: File) -> JsonObject:
    if of.is_photo:
        return {"photo": [{**file(of), "width": PHOTO_SIDE, "height": PHOTO_SIDE}]}
    return {"document": {**file(of), "file_name": of.name, "mime_type": of.mime_type}}


def _entity(world: World, of: Entity) -> JsonObject:
    written: JsonObject = {"type": of.kind, "offset": of.offset, "length": of.length}
    if of.user_id in world.users:
        written["user"] = user(world.users[of.user_id])
    return written | _given({"url": of.url, "language": of.language})


def _notice(world: World, of: Message, notice: Notice) -> JsonObject:
    written: object
    match notice.happening:
        case Happening.JOINED:
            written = [user(person) for person in notice.users]
        case Happening.LEFT:
            written = user(notice.users[0])
        case Happening.TOPIC_CREATED:
            written = {"name": notice.title, "icon_color": TOPIC_COLOR}
        case Happening.PINNED:
            pinned = world.find_message(of.chat_id, notice.number)
            written = _bare_message(world, replace(pinned, notice=None)) if pinned else None
        case Happening.MIGRATED_TO | Happening.MIGRATED_FROM:
            written = notice.number
    return {notice.happening: written}


def _given(fields: JsonObject) -> JsonObject:
    return {name: value for name, value in fields.items() if value}
