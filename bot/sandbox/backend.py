"""What methods and people both act on: the world, the updates, the journal, the clock, under one lock.

Here a message enters its chat, changes and leaves it, and every consequence is drawn: event and update.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.sandbox import wire
from bot.sandbox.delivery import reaches_bot
from bot.sandbox.entities import Formatted
from bot.sandbox.journal import Bell, Event, Journal, Kind
from bot.sandbox.keyboards import Keyboard
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.world import (
    CallbackAnswer,
    CallbackQuery,
    Chat,
    ChatKind,
    File,
    Member,
    Message,
    Notice,
    Origin,
    Status,
    User,
    World,
)

NOTHING = Formatted("")
# How long a press on a button waits for its answer.
QUERY_LIFETIME = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class BotCommand:
    """A command of the bot's menu."""

    command: str
    description: str


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are brought to; this server brings them to its own machine only."""

    url: str
    secret_token: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that is about to be sent; ``thread`` is a topic's id, a reply goes to its topic without one."""

    content: Formatted = NOTHING
    keyboard: Keyboard | None = None
    reply_to: int | None = None
    thread: int | None = None
    file: File | None = None
    notice: Notice | None = None
    anonymous: bool = False
    origin: Origin | None = None
    album: str = ""


@dataclass(slots=True)
class Backend:
    """The whole state of the server; ``now`` must tell an aware time."""

    world: World
    now: Callable[[], datetime]
    lock: threading.RLock = field(default_factory=threading.RLock)
    bell: Bell = field(default_factory=Bell)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    commands: dict[tuple[str, str], tuple[BotCommand, ...]] = field(default_factory=dict)
    webhook: Webhook | None = None
    closing: bool = False
    journal: Journal = field(init=False)
    _last_id: int = 0

    def __post_init__(self) -> None:
        self.journal = Journal(self.bell)

    def next_id(self) -> int:
        """Take the next number for a file or a press on a button."""
        self._last_id += 1
        return self._last_id

    def post(self, chat: Chat, sender: User, draft: Draft) -> Message:
        """Put a message into a chat and give it to the bot when Telegram would."""
        topic = draft.thread or self._topic_of(chat, draft.reply_to)
        message = Message(
            chat.next_message_id(),
            chat.id,
            sender,
            self.now(),
            text=draft.content.text,
            entities=draft.content.entities,
            keyboard=draft.keyboard,
            reply_to=draft.reply_to,
            thread=topic or self._chain_of_replies(chat, draft.reply_to),
            in_topic=topic is not None,
            file=draft.file,
            notice=draft.notice,
            anonymous=draft.anonymous,
            origin=draft.origin,
            album=draft.album,
        )
        chat.messages[message.message_id] = message
        self._tell("message", Kind.MESSAGE, chat, message)
        return message

    def revise(self, message: Message, *, content: Formatted, keyboard: Keyboard | None) -> Message:
        """Change a message's text and keyboard."""
        revised = replace(
            message, text=content.text, entities=content.entities, keyboard=keyboard, edited_at=self.now()
        )
        chat = self.world.chats[message.chat_id]
        chat.messages[message.message_id] = revised
        self._tell("edited_message", Kind.EDIT, chat, revised)
        return revised

    def react(self, message: Message, reaction: str) -> None:
        """Put the bot's reaction under a message."""
        reacted = replace(message, reaction=reaction)
        self.world.chats[message.chat_id].messages[message.message_id] = reacted
        self.journal.add(Event(Kind.REACTION, message.chat_id, message=reacted, text=reaction))

    def remove(self, message: Message) -> None:
        """Take a message out of its chat."""
        del self.world.chats[message.chat_id].messages[message.message_id]
        self.journal.add(Event(Kind.DELETE, message.chat_id, message=message))

    def press(self, query: CallbackQuery) -> None:
        """Let someone press a button."""
        self.world.queries[query.id] = query
        self.updates.put("callback_query", wire.callback_query(self.world, query))
        self.journal.add(Event(Kind.PRESS, query.chat_id, query=query))

    def answer(self, answer: CallbackAnswer) -> bool:
        """Answer a press on a button; tell whether it still waited."""
        query = self.world.queries.pop(answer.query_id, None)
        if query is None or self.now() - query.pressed_at > QUERY_LIFETIME:
            return False
        self.journal.add(Event(Kind.ANSWER, query.chat_id, answer=answer))
        return True

    def set_member(self, chat: Chat, new: Member, *, by: User) -> None:
        """Change someone's standing in a chat and tell the bot of it when Telegram would."""
        old = chat.member(new.user)
        administers = chat.member(self.world.bot).is_administrator
        chat.members[new.user.id] = new
        change = wire.member_change(self.world, chat, by=by, at=self.now(), old=old, new=new)
        if new.user == self.world.bot:
            self.updates.put("my_chat_member", change)
        elif administers:
            self.updates.put("chat_member", change)
        self.journal.add(Event(Kind.MEMBER, chat.id, member=new))

    def set_blocked(self, chat: Chat, blocked: bool) -> None:
        """Let the person of a private chat shut the bot out or let it in again."""
        chat.blocked = blocked
        standing = Member(self.world.bot, Status.KICKED if blocked else Status.MEMBER)
        self.set_member(chat, standing, by=self.world.users[chat.id])

    def _topic_of(self, chat: Chat, reply_to: int | None) -> int | None:
        replied = chat.messages.get(reply_to or 0)
        return replied.thread if replied and replied.in_topic else None

    def _chain_of_replies(self, chat: Chat, reply_to: int | None) -> int | None:
        """Return the first message of the chain, which supergroups tell as the thread of a reply."""
        replied = chat.messages.get(reply_to or 0)
        if chat.kind is not ChatKind.SUPERGROUP or replied is None:
            return None
        return replied.thread or replied.message_id

    def _tell(self, update: str, kind: Kind, chat: Chat, message: Message) -> None:
        if reaches_bot(self.world, chat, message):
            self.updates.put(update, wire.message(self.world, message))
        self.journal.add(Event(kind, chat.id, message=message))
