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
from knowledge.errors import KnowledgeError
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
    """Return the table of successions by old name, from ``text`` or from the file of this package.

    Raise KnowledgeError when the table is not as its head describes it.
    """
    if text is None:
        text = files("knowledge").joinpath("successions.toml").read_text("utf-8")
    try:
        entries = [_succession(**row) for row in tomllib.loads(text).get("succession", [])]
    except (ValueError, TypeError, AttributeError) as fault:
        raise KnowledgeError(f"the table of successions cannot be read: {fault}") from fault
    return {entry.old: entry for entry in entries}


def _succession(old: str, new: str, since: date) -> Succession:
    if type(since) is not date:
        raise TypeError(f"since is not a date for {old}")
    return Succession(canonical_name(old), canonical_name(new), since)


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
        successor = _successor(name, successions, today)
        current = _current(family, today)
        for document in family:
            found[document.file] = _standing(document, current, successor, today)
    return found


def _successor(name: str, successions: Mapping[str, Succession], today: date) -> str:
    """Return the name at the end of the chain of rules that took the place of ``name``, or ""."""
    passed = [name]
    while (found := successions.get(passed[-1])) and found.since <= today and found.new not in passed:
        passed.append(found.new)
    return passed[-1] if len(passed) > 1 else ""


def _standing(document: Document, current: Document | None, successor: str, today: date) -> Standing:
    if successor:
        return Standing(Status.REPLACED, successor)
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
