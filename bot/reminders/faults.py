"""Why a message did not go out, typed by the remedy.

DeliveryFault
├── TooMany          wait so long for this chat, then send again
├── Unreachable      try again later; ``may_have_arrived`` says whether that could make it two
├── Moved            the chat has another id: send there
├── ShutOut          the bot may not write to this chat: stop, and tell who can mend it
└── Rejected         Telegram does not take this message: it is recorded and not tried again

Beside them stands StoreAway: the database is locked or cannot be reached, and what was to be written waits.
"""

from datetime import timedelta


class DeliveryFault(Exception):
    """Any reason why a message did not go out."""


class TooMany(DeliveryFault):
    """Telegram wants to be left alone for a while."""

    def __init__(self, pause: timedelta) -> None:
        super().__init__(f"too many messages: {pause.total_seconds():.0f} s")
        self.pause = pause


class Unreachable(DeliveryFault):
    """Telegram was not reached, or its reply was not seen."""

    def __init__(self, reason: str, *, may_have_arrived: bool) -> None:
        super().__init__(reason)
        self.may_have_arrived = may_have_arrived


class Moved(DeliveryFault):
    """The group became another one."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("the group moved")
        self.chat_id = chat_id


class ShutOut(DeliveryFault):
    """The bot was blocked or thrown out."""


class Rejected(DeliveryFault):
    """Telegram refuses the message as it is; the words are Telegram's."""


class StoreAway(Exception):
    """The database is locked or cannot be reached."""
