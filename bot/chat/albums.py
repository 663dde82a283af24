"""Pictures and files that are sent together: messages of their own, of which one bears the words for all.

Remembered are the numbers of the latest ones alone, and which of them are to go because of a mark.
"""

from collections import OrderedDict
from dataclasses import dataclass, field

from telegram import Message

REMEMBERED = 200  # albums


@dataclass(slots=True)
class Album:
    """The messages of an album that came so far."""

    messages: list[Message] = field(default_factory=list)
    is_marked: bool = False


class Albums:
    """The latest albums of all chats."""

    def __init__(self) -> None:
        self._albums: OrderedDict[tuple[int, str], Album] = OrderedDict()

    def note(self, message: Message) -> bool:
        """Remember a message as one of its album; tell whether that bears a mark."""
        album = self._of(message)
        if album is None:
            return False
        if all(each.message_id != message.message_id for each in album.messages):
            album.messages.append(message)
        return album.is_marked

    def mark(self, message: Message) -> list[Message]:
        """Let a message's album bear a mark; return the others that came before."""
        album = self._of(message)
        if album is None:
            return []
        album.is_marked = True
        return [each for each in album.messages if each.message_id != message.message_id]

    def _of(self, message: Message) -> Album | None:
        if message.media_group_id is None:
            return None
        album = self._albums.setdefault((message.chat_id, message.media_group_id), Album())
        while len(self._albums) > REMEMBERED:
            self._albums.popitem(last=False)
        return album
