"""The queue of updates: which kinds the bot asked for, what it confirmed, whose turn it is to wait.

Waiting itself is in ``methods.polling``.
"""

from collections.abc import Iterable

from bot.sandbox.calls import JsonObject

KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
)
# These are given only to who asks for them by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Updates in order until they are confirmed."""

    def __init__(self) -> None:
        self.pending: list[JsonObject] = []
        self.turn = 0
        self._last_id = 0
        self._allowed = frozenset(KINDS) - ON_REQUEST

    def put(self, kind: str, payload: JsonObject) -> None:
        """Add an update if the bot asked for its kind."""
        if kind in self._allowed:
            self.bring({kind: payload})

    def bring(self, content: JsonObject) -> None:
        """Add an update as it is, of whatever kind and however malformed."""
        self._last_id += 1
        self.pending.append({**content, "update_id": self._last_id})

    def allow(self, kinds: Iterable[str]) -> None:
        """Take the kinds that the bot asks for; none means the usual ones. Updates that wait already stay."""
        self._allowed = frozenset(kinds) or frozenset(KINDS) - ON_REQUEST

    def confirm(self, offset: int) -> None:
        """Forget what comes before ``offset``; a negative one keeps so many of the newest."""
        if offset < 0:
            del self.pending[:offset]
        else:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]

    def clear(self) -> None:
        """Forget everything."""
        self.pending.clear()

    def begin_poll(self) -> int:
        """Start to wait in the place of whoever waits now; the number returned is the new turn."""
        self.turn += 1
        return self.turn
