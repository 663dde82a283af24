"""The world that the server plays: people, chats with their members, topics and messages, files, button presses.

State and look-ups only. What the bot may do is decided in ``access``, what reaches it in ``delivery``, what changes in
``people`` and ``methods``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.sandbox.entities import Entity
from bot.sandbox.keyboards import Button, Keyboard


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot; the id is also the id of the private chat with them."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    is_bot: bool = False


# Who an anonymous administrator appears as, everywhere in Telegram.
GROUP_ANONYMOUS_BOT = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)


class Status(StrEnum):
    """A person's standing in a chat, in Telegram's words."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


@dataclass(frozen=True, slots=True)
class Member:
    """A person's standing in one chat; the rights count for administrators, a creator has them all."""

    user: User
    status: Status = Status.MEMBER
    can_delete_messages: bool = False
    can_pin_messages: bool = False

    @property
    def is_present(self) -> bool:
        """Tell whether they are in the chat."""
        return self.status not in (Status.LEFT, Status.KICKED)

    @property
    def is_administrator(self) -> bool:
        """Tell whether they administer or own the chat."""
        return self.status in (Status.CREATOR, Status.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class File:
    """Content that was sent; ``path`` is what getFile tells."""

    id: str
    unique_id: str
    name: str
    mime_type: str
    path: str
    content: bytes = field(repr=False)
    is_photo: bool = False


class Happening(StrEnum):
    """What a service message tells of, named as its field in a Message."""

    JOINED = "new_chat_members"
    LEFT = "left_chat_member"
    TOPIC_CREATED = "forum_topic_created"
    PINNED = "pinned_message"
    MIGRATED_TO = "migrate_to_chat_id"
    MIGRATED_FROM = "migrate_from_chat_id"


@dataclass(frozen=True, slots=True)
class Notice:
    """The content of a service message: ``number`` is a message or chat id, ``title`` a topic's name."""

    happening: Happening
    users: tuple[User, ...] = ()
    number: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who wrote a message that was forwarded, and when."""

    author: User
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands; ``text`` is the caption when there is a ``file``.

    ``thread`` is the message_thread_id, which outside topics is the first message of a chain of replies; ``album`` is
    what files have in common that were sent together.
    """

    message_id: int
    chat_id: int
    sender: User
    sent_at: datetime
    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard | None = None
    reply_to: int | None = None
    thread: int | None = None
    in_topic: bool = False
    file: File | None = None
    notice: Notice | None = None
    anonymous: bool = False
    origin: Origin | None = None
    edited_at: datetime | None = None
    reaction: str = ""
    album: str = ""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Return the buttons in reading order."""
        return tuple(button for row in self.keyboard.rows for button in row) if self.keyboard else ()

    def marked(self, kind: str) -> tuple[str, ...]:
        """Return the stretches of the text that bear this kind of entity."""
        return tuple(entity.of(self.text) for entity in self.entities if entity.kind == kind)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a forum; the id is that of the service message that opened it."""

    id: int
    name: str


class ChatKind(StrEnum):
    """Telegram's types of chats that the server plays."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


@dataclass(slots=True)
class Chat:
    """A chat and all that is in it.

    ``started`` and ``blocked`` tell of a private chat whether the person ever wrote to the bot and shut it out.
    """

    id: int
    kind: ChatKind
    title: str = ""
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_message_id: int = 0
    migrated_to: int | None = None
    started: bool = False
    blocked: bool = False

    def member(self, user: User) -> Member:
        """Return the person's standing; who was never there has left."""
        return self.members.get(user.id, Member(user, Status.LEFT))

    def topic(self, name: str) -> Topic:
        """Return the topic of that name."""
        return next(topic for topic in self.topics.values() if topic.name == name)

    def next_message_id(self) -> int:
        """Take the next message id."""
        self.last_message_id += 1
        return self.last_message_id


Place = Chat | User | int


@dataclass(frozen=True, slots=True)
class CallbackQuery:
    """A press on a button that waits for its answer."""

    id: str
    user: User
    chat_id: int
    message_id: int
    data: str
    pressed_at: datetime


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the bot let pop up for a press on a button."""

    query_id: str
    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(slots=True)
class World:
    """Everyone and everything there is; ``privacy`` is the bot's privacy mode."""

    bot: User
    privacy: bool = True
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    queries: dict[str, CallbackQuery] = field(default_factory=dict)

    def place(self, place: Place) -> Chat:
        """Return the chat; a person stands for the private chat with them."""
        return self.chats[place if isinstance(place, int) else place.id]

    def find_message(self, chat_id: int, message_id: int) -> Message | None:
        """Return the message as it stands now, if there is one."""
        chat = self.chats.get(chat_id)
        return chat.messages.get(message_id) if chat else None

    def shares_a_group(self, user: User) -> bool:
        """Tell whether the bot can know the person from a group."""
        return any(
            chat.member(user).is_present and chat.member(self.bot).is_present
            for chat in self.chats.values()
            if chat.kind is not ChatKind.PRIVATE
        )

    def files_at(self, path: str) -> Iterator[File]:
        """Yield the files that getFile gave this path to."""
        return (file for file in self.files.values() if file.path == path)
