"""What a briefing is made of; each source stands for itself, so that one that cannot be read is named as such."""

from dataclasses import dataclass
from datetime import date

from bot.office.briefing.articles import Article
from bot.office.briefing.documents import Changes
from bot.office.calendar import Calendar
from bot.office.duty.shifts import Shift
from bot.office.meetings.meeting import Sitting


@dataclass(frozen=True, slots=True)
class Missing:
    """A source that cannot be read, and why in a word or two."""

    reason: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What people were asked to answer, and who has not."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a briefing tells of a day; shifts and sittings are those of the day and the next one, earliest first."""

    day: date
    term: str
    calendar: Calendar | Missing
    shifts: tuple[Shift, ...] | Missing
    sittings: tuple[Sitting, ...] | Missing
    waiting: tuple[Waiting, ...] | Missing
    matters: tuple[str, ...] | Missing
    changes: Changes | Missing
    article: Article | Missing
