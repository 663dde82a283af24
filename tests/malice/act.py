"""One thing that is sent to the bot."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.world import CallbackQuery


@dataclass(frozen=True)
class Act:
    """What is sent, by its name; ``may_act`` where whoever sends it may change rows by it.

    ``send`` returns a press, which must be answered.
    """

    name: str
    send: Callable[[], CallbackQuery | object | None]
    may_act: bool = False
