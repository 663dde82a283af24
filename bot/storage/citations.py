"""What answers and outlines have in common as JSON: plain values of their types, and citations made of them again."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from knowledge.answers import Answer, Citation
from knowledge.documents import Span, Status
from knowledge.outlines import Outline


def pack(whole: Answer | Outline) -> dict[str, Any]:
    """Return all that it holds as plain values for JSON, dates as they are written in it."""
    return {name: _plain(value) for name, value in asdict(whole).items()}


def pack_citation(citation: Citation) -> dict[str, Any]:
    """Return a citation as plain values for JSON."""
    return {name: _plain(value) for name, value in asdict(citation).items()}


def unpack_citation(packed: Mapping[str, Any]) -> Citation:
    """Return the citation that was packed."""
    status, issued, span = Status(packed["status"]), day_of(packed["issued"]), Span(**packed["span"])
    return Citation(**{**packed, "status": status, "issued": issued, "span": span})


def day_of(written: str | None) -> date | None:
    """Return the date that was packed, or None."""
    return date.fromisoformat(written) if written else None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
