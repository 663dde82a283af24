"""Who reads, as the collections of documents that they may see; everybody's documents are in the collection ""."""

from collections.abc import Iterable
from dataclasses import dataclass

PUBLIC = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """The closed collections that someone may see beside everybody's; ``sees_all`` keeps nothing from them."""

    collections: frozenset[str] = frozenset()
    sees_all: bool = False

    def admits(self, collection: str) -> bool:
        """Tell whether documents of a collection may be shown."""
        return self.sees_all or collection == PUBLIC or collection in self.collections

    def covers(self, other: "Audience") -> bool:
        """Tell whether this one sees all that the other sees."""
        return self.sees_all or (not other.sees_all and other.collections <= self.collections)

    def among(self, present: Iterable[str]) -> "Audience":
        """Return the audience that sees the same of these collections, always in the same form."""
        closed = frozenset(present) - {PUBLIC}
        seen = frozenset(filter(self.admits, closed))
        return EVERYTHING if seen == closed else Audience(seen)


EVERYBODY = Audience()
EVERYTHING = Audience(sees_all=True)
