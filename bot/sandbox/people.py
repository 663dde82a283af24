"""What people do: the verbs of a test or of the page. Each changes the world as it would change in Telegram.

People are the persons of the world, chats may be named by the chat, its id, or the person one is in private with.
``MisuseError`` tells of something that no Telegram client would let a person do.
"""

import functools
import itertools
from collections.abc import Callable, Iterable
from typing import Concatenate, ParamSpec, TypeVar

from bot.sandbox.backend import Backend, Draft
from bot.sandbox.calls import Upload
from bot.sandbox.entities import Formatted, detect, utf16_length
from bot.sandbox.methods.content import MAX_TEXT, store
from bot.sandbox.world import (
    GROUP_ANONYMOUS_BOT,
    CallbackQuery,
    Chat,
    ChatKind,
    Happening,
    Member,
    Message,
    Notice,
    Origin,
    Place,
    Status,
    Topic,
    User,
    World,
)

Parameters = ParamSpec("Parameters")
Outcome = TypeVar("Outcome")
FIRST_USER_ID = 1001
FIRST_GROUP_ID = 2001
SUPERGROUP_BASE = -1_000_000_000_000


class MisuseError(ValueError):
    """No client would let a person do this."""


def _at_once(
    verb: Callable[Concatenate["People", Parameters], Outcome],
) -> Callable[Concatenate["People", Parameters], Outcome]:
    """Let a verb run as a whole, whatever thread it comes from."""

    @functools.wraps(verb)
    def _locked(self: "People", /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Outcome:
        with self.backend.lock:
            return verb(self, *args, **kwargs)

    return _locked


class People:
    """The people's side of the server."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    @property
    def world(self) -> World:
        """Return the world as it stands."""
        return self.backend.world

    @property
    def bot(self) -> User:
        """Return the bot as a member of the world."""
        return self.world.bot

    @_at_once
    def add_user(self, name: str, *, username: str = "", user_id: int = 0, is_bot: bool = False) -> User:
        """Add a person, whom the bot does not know before they write or share a group with it."""
        free = next(number for number in itertools.count(FIRST_USER_ID) if number not in self.world.users)
        person = User(user_id or free, name, username=username, is_bot=is_bot)
        self.world.users[person.id] = person
        both = {each.id: Member(each) for each in (person, self.bot)}
        self.world.chats[person.id] = Chat(person.id, ChatKind.PRIVATE, members=both)
        return person

    @_at_once
    def add_group(
        self,
        title: str,
        members: Iterable[User],
        *,
        topics: Iterable[str] = (),
        admins: Iterable[User] = (),
        with_bot: bool = True,
        supergroup: bool = False,
    ) -> Chat:
        """Set the scene with a group, of which the bot gets no update; the first person in it owns it.

        Topics make it a forum, which is always a supergroup. ``admins`` may include the bot; they may delete and pin.
        """
        names, administrators = list(topics), list(admins)
        chat = self._new_group(title, supergroup=supergroup or bool(names))
        people = [*members, *administrators]
        chat.is_forum = bool(names)
        for name in names:
            # Before the bot comes in, so that it gets no update.
            self._open_topic(chat, people[0], name)
        chat.members = {person.id: Member(person) for person in (*people, *([self.bot] if with_bot else []))}
        chat.members |= {person.id: Member(person, Status.ADMINISTRATOR, True, True) for person in administrators}
        owner = next(person for person in people if not person.is_bot)
        chat.members[owner.id] = Member(owner, Status.CREATOR)
        return chat

    @_at_once
    def say(
        self,
        user: User,
        place: Place,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: Topic | None = None,
        anonymous: bool = False,
    ) -> Message:
        """Write a message."""
        if not 0 < utf16_length(text.strip()) <= MAX_TEXT:
            raise MisuseError(f"a message has between 1 and {MAX_TEXT} UTF-16 units")
        content = detect(Formatted(text.strip()))
        return self._write(user, place, self._draft(content, reply_to, thread, anonymous=anonymous))

    @_at_once
    def upload(
        self,
        user: User,
        place: Place,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        mime_type: str = "application/octet-stream",
        photo: bool = False,
        thread: Topic | None = None,
        album: str = "",
    ) -> Message:
        """Send a file or a picture, perhaps as one of an album."""
        file = store(self.backend, Upload(name, mime_type, content), is_photo=photo)
        draft = Draft(detect(Formatted(caption)), file=file, thread=thread.id if thread else None, album=album)
        return self._write(user, place, draft)

    @_at_once
    def forward(self, user: User, place: Place, message: Message) -> Message:
        """Forward a text that stands in another chat."""
        current = self._current(message)
        origin = current.origin or Origin(current.sender, current.sent_at)
        return self._write(user, place, Draft(Formatted(current.text, current.entities), origin=origin))

    @_at_once
    def edit(self, user: User, message: Message, text: str) -> Message:
        """Change one's own message."""
        current = self._current(message)
        if current.sender != user:
            raise MisuseError("only one's own messages can be edited")
        return self.backend.revise(current, content=detect(Formatted(text)), keyboard=current.keyboard)

    @_at_once
    def delete(self, message: Message) -> None:
        """Delete a message, of which a bot gets no update."""
        self.backend.remove(self._current(message))

    @_at_once
    def press(self, user: User, message: Message, button: str) -> CallbackQuery:
        """Press a button by its label or data, as it was when ``message`` was seen; it may be gone since."""
        found = message.keyboard.find(button) if message.keyboard else None
        if found is None or not found.data:
            labels = ", ".join(each.text for each in message.buttons)
            raise MisuseError(f"no button {button!r} under message {message.message_id}, only: {labels}")
        chat = self._enter(user, message.chat_id)
        number = str(self.backend.next_id())
        query = CallbackQuery(number, user, chat.id, message.message_id, found.data, self.backend.now())
        self.backend.press(query)
        return query

    @_at_once
    def expire(self, query: CallbackQuery) -> None:
        """Let a press on a button be too long ago to be answered."""
        self.world.queries.pop(query.id, None)

    @_at_once
    def join(self, user: User, place: Place, *, by: User | None = None) -> None:
        """Come into a group, or be brought by someone."""
        chat = self.world.place(place)
        self.backend.set_member(chat, Member(user), by=by or user)
        self.backend.post(chat, by or user, Draft(notice=Notice(Happening.JOINED, (user,))))

    @_at_once
    def leave(self, user: User, place: Place) -> None:
        """Go out of a group."""
        self._depart(user, place, Status.LEFT, by=user)

    @_at_once
    def kick(self, user: User, place: Place, *, by: User) -> None:
        """Throw someone out of a group."""
        self._depart(user, place, Status.KICKED, by=by)

    @_at_once
    def promote(
        self, user: User, place: Place, *, by: User, can_delete_messages: bool = False, can_pin_messages: bool = False
    ) -> None:
        """Make someone an administrator."""
        standing = Member(user, Status.ADMINISTRATOR, can_delete_messages, can_pin_messages)
        self.backend.set_member(self.world.place(place), standing, by=by)

    @_at_once
    def demote(self, user: User, place: Place, *, by: User) -> None:
        """Make an administrator an ordinary member again."""
        self.backend.set_member(self.world.place(place), Member(user), by=by)

    @_at_once
    def open_topic(self, user: User, place: Place, name: str) -> Topic:
        """Open a topic in a forum."""
        chat = self._enter(user, place)
        if not chat.is_forum:
            raise MisuseError("topics are only in forums")
        return self._open_topic(chat, user, name)

    @_at_once
    def delete_topic(self, place: Place, topic: Topic) -> None:
        """Delete a topic with its messages."""
        chat = self.world.place(place)
        del chat.topics[topic.id]
        for message in [each for each in chat.messages.values() if each.in_topic and each.thread == topic.id]:
            self.backend.remove(message)

    @_at_once
    def block(self, user: User) -> None:
        """Shut the bot out of one's private chat."""
        self.backend.set_blocked(self.world.chats[user.id], True)

    @_at_once
    def unblock(self, user: User) -> None:
        """Let the bot in again."""
        self.backend.set_blocked(self.world.chats[user.id], False)

    @_at_once
    def migrate(self, place: Place) -> Chat:
        """Turn a group into a supergroup, which is another chat with another id."""
        old = self.world.place(place)
        if old.kind is not ChatKind.GROUP:
            raise MisuseError("only a group becomes a supergroup")
        new = self._new_group(old.title, supergroup=True)
        new.members = dict(old.members)
        owner = next(member.user for member in old.members.values())
        self.backend.post(old, owner, Draft(notice=Notice(Happening.MIGRATED_TO, number=new.id)))
        old.migrated_to = new.id
        self.backend.post(new, owner, Draft(notice=Notice(Happening.MIGRATED_FROM, number=old.id)))
        return new

    def _new_group(self, title: str, *, supergroup: bool) -> Chat:
        groups = sum(chat.kind is not ChatKind.PRIVATE for chat in self.world.chats.values())
        number = -(FIRST_GROUP_ID + groups)
        if supergroup:
            number += SUPERGROUP_BASE
        kind = ChatKind.SUPERGROUP if supergroup else ChatKind.GROUP
        self.world.chats[number] = Chat(number, kind, title)
        return self.world.chats[number]

    def _open_topic(self, chat: Chat, user: User, name: str) -> Topic:
        # The topic's id is that of the message that opens it, so the message is in its own thread.
        topic = Topic(chat.last_message_id + 1, name)
        chat.topics[topic.id] = topic
        notice = Notice(Happening.TOPIC_CREATED, title=name)
        self.backend.post(chat, user, Draft(notice=notice, thread=topic.id))
        return topic

    def _draft(self, content: Formatted, reply_to: Message | None, thread: Topic | None, *, anonymous: bool) -> Draft:
        reply = self._current(reply_to).message_id if reply_to else None
        return Draft(content, reply_to=reply, thread=thread.id if thread else None, anonymous=anonymous)

    def _write(self, user: User, place: Place, draft: Draft) -> Message:
        chat = self._enter(user, place)
        if draft.thread is not None and draft.thread not in chat.topics:
            raise MisuseError(f"no topic {draft.thread} in chat {chat.id}")
        if draft.anonymous and not (chat.kind is ChatKind.SUPERGROUP and chat.member(user).is_administrator):
            raise MisuseError("only administrators of supergroups write anonymously")
        chat.started = True
        return self.backend.post(chat, GROUP_ANONYMOUS_BOT if draft.anonymous else user, draft)

    def _enter(self, user: User, place: Place) -> Chat:
        chat = self.world.place(place)
        if not chat.member(user).is_present or chat.migrated_to is not None:
            raise MisuseError(f"{user.first_name} is not in chat {chat.id}")
        if chat.blocked:
            raise MisuseError(f"{user.first_name} has blocked the bot")
        return chat

    def _current(self, message: Message) -> Message:
        current = self.world.find_message(message.chat_id, message.message_id)
        if current is None:
            raise MisuseError(f"message {message.message_id} is gone")
        return current

    def _depart(self, user: User, place: Place, status: Status, *, by: User) -> None:
        chat = self.world.place(place)
        self.backend.set_member(chat, Member(user, status), by=by)
        self.backend.post(chat, by, Draft(notice=Notice(Happening.LEFT, (user,))))
