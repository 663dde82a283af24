"""What is offered when a file was handed in: what it would bring, and how it is taken in."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.office.acts import Actor
from bot.services.office import Office


@dataclass(frozen=True, slots=True)
class Upload:
    """A file and whose it is; ``user_id`` handed it in, in the chat ``chat_id``."""

    name: str
    content: bytes
    user_id: int
    chat_id: int

    @property
    def actor(self) -> Actor:
        """Return who takes it in."""
        return Actor(self.user_id, self.chat_id)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a file would bring, in words, and what takes it in and says what it did; texts are not HTML."""

    preview: str
    keep: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with a file, a line each; nothing of it is taken in."""

    faults: tuple[str, ...]


# Raises OfficeError when the file cannot be read at all.
Reader = Callable[[Office, Upload], Offer | Refusal]
