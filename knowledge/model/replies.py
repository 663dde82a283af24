"""What a model's reply offers: sentences, each with the numbers of its sources; nothing of it is believed here.

A reply may have fences, thoughts or talk around its JSON, may be cut off, and may be anything else.
"""

import re
from collections.abc import Iterator, Mapping
from json import JSONDecodeError, JSONDecoder
from typing import Any

from langchain_core.utils.json import parse_partial_json
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.model import Schema

LONGEST = 400  # characters of a sentence
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_CLOSED = re.compile(r"\}\s*\][\s}`]*$")


class Offered(BaseModel):
    """One sentence as the model offers it."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    text: str = Field(min_length=2, max_length=LONGEST)
    sources: tuple[int, ...] = Field(min_length=1, max_length=12)


class Wished(BaseModel):
    """What the model takes a message to wish."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    action: str = Field(max_length=20)
    sentence: str = Field(default="", max_length=LONGEST)


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def sentences_schema() -> Schema:
    """Return the schema of a reply that offers sentences."""
    sentence = _object({"text": {"type": "string"}, "sources": {"type": "array", "items": {"type": "integer"}}})
    return _object({"sentences": {"type": "array", "items": sentence}})


def wish_schema(actions: tuple[str, ...]) -> Schema:
    """Return the schema of a reply that says what is wished."""
    return _object({"action": {"type": "string", "enum": list(actions)}, "sentence": {"type": "string"}})


def read_sentences(text: str) -> tuple[Offered | None, ...]:
    """Return the sentences of a whole reply, None for each that has not the form; nothing when it is no such reply."""
    for found in _objects(text):
        if isinstance(items := found.get("sentences"), list):
            return tuple(_offered(item) for item in items)
    return ()


def read_finished(text: str) -> tuple[Offered | None, ...]:
    """Return the sentences that are finished in a reply that is still coming, in the same way."""
    said = _THOUGHTS.sub("", text)
    start = said.find("{")
    if start < 0:
        return ()
    try:
        found = parse_partial_json(said[start:])
    except JSONDecodeError:
        return ()
    items = found.get("sentences") if isinstance(found, dict) else None
    if not isinstance(items, list):
        return ()
    # The last one may go on.
    return tuple(_offered(item) for item in (items if _CLOSED.search(said) else items[:-1]))


def read_wished(text: str) -> Wished | None:
    """Return what a reply says is wished, or None."""
    for found in _objects(text):
        if "action" in found:
            try:
                return Wished.model_validate(found)
            except ValidationError:
                return None
    return None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects that stand in a text, the outermost ones."""
    said, place = _THOUGHTS.sub("", text), 0
    decoder = JSONDecoder(strict=False)
    while (place := said.find("{", place)) >= 0:
        try:
            found, place = decoder.raw_decode(said, place)
        except (JSONDecodeError, RecursionError):
            place += 1
            continue
        yield found


def _offered(item: object) -> Offered | None:
    try:
        return Offered.model_validate(item)
    except ValidationError:
        return None
