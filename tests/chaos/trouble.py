"""What Telegram does to the bot meanwhile: one call in five of those that send goes wrong, each time in another way."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from bot.sandbox import refusals
from bot.sandbox.calls import Call
from bot.sandbox.faults import Fault, Faults, Moment

RATE = 0.2
SEND = "sendMessage"
SLOW_SECONDS = 0.4
KINDS: dict[str, Callable[[], Fault]] = {
    "429": lambda: Fault(SEND, 1, None, refusal=refusals.too_many_requests(1)),
    "500": lambda: Fault(SEND, 1, None, refusal=refusals.internal_server_error()),
    "502": lambda: Fault(SEND, 1, None, refusal=refusals.bad_gateway()),
    "dropped before": lambda: Fault(SEND, 1, None, drop=Moment.BEFORE),
    "dropped after": lambda: Fault(SEND, 1, None, drop=Moment.AFTER),
    "slow": lambda: Fault(SEND, 1, None, delay=SLOW_SECONDS),
}


@dataclass(slots=True)
class Trouble(Faults):
    """Draws the faults; ``shut`` are the chats that refuse everything, ``met`` counts what was met.

    ``unseen`` are the texts that were taken without the bot's seeing it, ``came`` is when each text came in.
    """

    random: Random = field(default_factory=lambda: Random(1))
    shut: frozenset[int] = frozenset()
    met: Counter[str] = field(default_factory=Counter)
    unseen: list[str] = field(default_factory=list)
    came: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def take(self, call: Call) -> Fault | None:
        """Return the trouble that a call has."""
        if call.method.lower() != SEND.lower():
            return None
        self.came[call.text("text")].append(datetime.now(UTC))
        if call.integer("chat_id") in self.shut:
            self.met["403"] += 1
            return Fault(SEND, 1, None, refusal=refusals.blocked())
        if self.random.random() > RATE:
            return None
        kind = self.random.choice(tuple(KINDS))
        self.met[kind] += 1
        if kind == "dropped after":
            self.unseen.append(call.text("text"))
        return KINDS[kind]()

    def began(self, text: str, at: datetime) -> datetime:
        """Return when the call came in that was carried out at a moment."""
        return max((moment for moment in self.came[text] if moment <= at), default=at)
