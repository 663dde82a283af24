"""Which documents are in force: versions of one name, and rules that replaced others under another name.

Pure: the table of successions is read by ``load_successions``, the day is passed in.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from knowledge.documents import Document, Status
from knowledge.passages import canonical_name


@dataclass(frozen=True, slots=True)
class Succession:
    """``new`` took the place of ``old`` on the day ``since``; both are canonical names."""

    old: str
    new: str
    since: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a document may be acted on, and which document took its place, if that is known."""

    status: Status
    successor: str = ""


def load_successions(text: str | None = None) -> dict[str, Succession]:
    """Return the table of successions by old name, from ``text`` or from the file of this package."""
    table = tomllib.loads(text or files("knowledge").joinpath("successions.toml").read_text("utf-8"))
    entries = (
        Succession(canonical_name(row["old"]), canonical_name(row["new"]), row["since"])
        for row in table.get("succession", [])
    )
    return {entry.old: entry for entry in entries}


def standings(documents: Iterable[Document], successions: Mapping[str, Succession], today: date) -> dict[str, Standing]:
    """Return each document's standing by file.

    Of several versions of one name the newest that has come into force stands; a newer one is not yet in force.
    A name that was replaced stands no more, whether or not the library holds its successor.
    """
    versions = defaultdict(list)
    for document in documents:
        versions[canonical_name(document.title)].append(document)
    found: dict[str, Standing] = {}
    for name, family in versions.items():
        succession = successions.get(name)
        current = _current(family, today)
        for document in family:
            found[document.file] = _standing(document, current, succession, today)
    return found


def _standing(document: Document, current: Document | None, succession: Succession | None, today: date) -> Standing:
    if succession and succession.since <= today:
        return Standing(Status.REPLACED, succession.new)
    if _begins(document) > today:
        return Standing(Status.PENDING)
    if current is not None and _order(document) < _order(current):
        return Standing(Status.AMENDED, current.title)
    return Standing(Status.IN_FORCE)


def _current(family: list[Document], today: date) -> Document | None:
    return max((document for document in family if _begins(document) <= today), key=_order, default=None)


def _begins(document: Document) -> date:
    return document.effective or document.issued or date.min


def _order(document: Document) -> date:
    return document.issued or document.effective or date.min
