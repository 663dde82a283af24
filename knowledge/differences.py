"""What differs between two texts of one document, article by article. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.documents import Document


@dataclass(frozen=True, slots=True)
class Differences:
    """The places that were changed, added and removed, each in the order of its document."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.changed or self.added or self.removed)


def compare(before: Document, after: Document) -> Differences:
    """Return what differs; white space does not count."""
    old, new = _places(before), _places(after)
    return Differences(
        changed=tuple(place for place in new if place in old and old[place] != new[place]),
        added=tuple(place for place in new if place not in old),
        removed=tuple(place for place in old if place not in new),
    )


def _places(document: Document) -> Mapping[str, str]:
    """Return the words of each place, those of one that stands there twice together."""
    found: dict[str, str] = {}
    for passage in document.passages:
        words = "".join(passage.span.of(document.text).split())
        found[passage.locator] = found.get(passage.locator, "") + words
    return found
