"""The article of the day: one of many, none again before all others were shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Article:
    """An article word for word, the line that names its source, and what it is known again by."""

    key: str
    text: str
    source: str


def pick(articles: Collection[Article], shown: Mapping[str, date], *, chat_id: int, day: date) -> Article | None:
    """Return the article that a chat reads on a day, or None when there is none.

    It is the one that was not shown for the longest time, given when each was ``shown`` last; of those never shown, one
    that chat and day decide, the same however often it is asked.
    """

    def _turn(article: Article) -> tuple[date, str]:
        lot = sha256(f"{chat_id} {day} {article.key}".encode()).hexdigest()
        return shown.get(article.key, date.min), lot

    return min(articles, key=_turn, default=None)
