"""Whether the bot of a host is well: the database answers, and the delivery loop turns."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.reminders import ReminderStore

# The delivery loop notes every few seconds that it turns; one that has not for so long hangs.
SILENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Health:
    """How things are; ``turned_ago`` is None where the loop has never turned."""

    has_database: bool
    turned_ago: timedelta | None

    @property
    def is_well(self) -> bool:
        """Tell whether a running bot is well."""
        return self.has_database and self.turned_ago is not None and self.turned_ago <= SILENCE


def health_of(engine: Engine, host: str, now: datetime) -> Health:
    """Return how a host's bot is."""
    try:
        turned_at = ReminderStore(engine).last_beat(host)
    except SQLAlchemyError:
        return Health(has_database=False, turned_ago=None)
    return Health(has_database=True, turned_ago=None if turned_at is None else now - turned_at)
