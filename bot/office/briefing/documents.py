"""What changed in the documents since a group was last told of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """A document as a group knows it."""

    digest: str
    title: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The titles of documents that came, changed or went."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def changes(before: Mapping[str, Seen] | None, now: Mapping[str, Seen]) -> Changes:
    """Return what changed between two states of the documents, by file; nothing where there is none before.

    A file that went while another of the same title came was replaced under a new name.
    """
    if before is None:
        return Changes()
    came = {now[file].title for file in now.keys() - before.keys()}
    went = {before[file].title for file in before.keys() - now.keys()}
    changed = {now[file].title for file in now.keys() & before.keys() if now[file].digest != before[file].digest}
    return Changes(_in_order(came - went), _in_order(changed | (came & went)), _in_order(went - came))


def _in_order(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(titles))
