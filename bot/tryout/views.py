"""What one person sees of the world, as JSON for the page: their chats with all messages, their menus, what happens.

Nothing of a chat is told to who is not in it. Messages are written as Telegram writes them.
"""

from zoneinfo import ZoneInfo

from bot.sandbox import wire
from bot.sandbox.calls import JsonObject
from bot.sandbox.journal import Event, Kind
from bot.sandbox.keyboards import KeyboardKind
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Chat, ChatKind, Message, User
from bot.tryout.clock import Clock
from bot.tryout.sample import Scene

# What the page hears of, by the names that it knows.
TOLD = (Kind.MESSAGE, Kind.EDIT, Kind.DELETE, Kind.ACTION, Kind.ANSWER, Kind.REACTION, Kind.DRAFT)


class Views:
    """The world as each person sees it."""

    def __init__(self, server: Sandbox, scene: Scene, clock: Clock, zone: ZoneInfo) -> None:
        self._server = server
        self._scene = scene
        self._clock = clock
        self._zone = zone

    def whole(self, me: User) -> JsonObject:
        """Return all that a person sees."""
        with self._server.backend.lock:
            chats = [self._chat(chat) for chat in self._server.world.chats.values() if is_in(me, chat)]
            return {
                "me": me.id,
                "people": self.people(),
                "bot": {"id": self._server.bot.id, "username": self._server.bot.username},
                # The private chat last, as the groups are few.
                "chats": sorted(chats, key=lambda chat: chat["id"] > 0),
                "clock": self.clock(),
                "zone": self._zone.key,
                "since": len(self._server.backend.journal.events),
            }

    def people(self) -> list[JsonObject]:
        """Return the people whom one can be."""
        return [{"id": user.id, "name": user.first_name, "role": each.role} for user, each in self._scene.people]

    def person(self, number: int) -> User | None:
        """Return one of these by their id."""
        return next((user for user, _ in self._scene.people if user.id == number), None)

    def clock(self) -> JsonObject:
        """Return the time by the bot's clock, and how many seconds it is ahead."""
        return {"now": int(self._clock.now().timestamp()), "ahead": int(self._clock.ahead.total_seconds())}

    def event(self, event: Event, pressed: set[str]) -> JsonObject | None:
        """Return an event of a chat that the person is in; an answer only to one of the presses ``pressed``."""
        if event.kind not in TOLD:
            return None
        told: JsonObject = {"kind": event.kind, "chat": event.chat_id, "text": event.text}
        if event.kind is Kind.ANSWER:
            if event.answer is None or event.answer.query_id not in pressed:
                return None
            return told | {"text": event.answer.text, "alert": event.answer.show_alert, "url": event.answer.url}
        return told | ({"message": self.message(event.message)} if event.message else {})

    def message(self, message: Message) -> JsonObject:
        """Return a message as Telegram writes it, with what only its client knows."""
        asks = message.keyboard is not None and message.keyboard.kind is KeyboardKind.FORCE_REPLY
        return wire.message(self._server.world, message) | {"force_reply": asks, "reaction": message.reaction}

    def _chat(self, chat: Chat) -> JsonObject:
        is_private = chat.kind is ChatKind.PRIVATE
        return {
            "id": chat.id,
            "title": self._server.bot.first_name if is_private else chat.title,
            "private": is_private,
            "topics": [{"id": topic.id, "name": topic.name} for topic in chat.topics.values()],
            "members": len(chat.members),
            "commands": self._commands(chat),
            "messages": [self.message(message) for message in chat.messages.values()],
        }

    def _commands(self, chat: Chat) -> list[JsonObject]:
        """Return the menu of a chat: its own, else that of its kind, else the general one."""
        menus = self._server.backend.commands
        kind = "all_private_chats" if chat.kind is ChatKind.PRIVATE else "all_group_chats"
        scopes = (f"chat {chat.id}", kind, "default")
        menu = next((menus[scope, ""] for scope in scopes if (scope, "") in menus), ())
        return [{"command": each.command, "description": each.description} for each in menu]


def is_in(person: User, chat: Chat) -> bool:
    """Tell whether someone is in a chat."""
    return chat.member(person).is_present
