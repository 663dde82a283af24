"""What is asked for, before it is drawn up: whether its words may be taken, and what the office knows beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.config import Config
from bot.services.gates import check_unmarked
from bot.services.meetings.facts import TIME, Facts, held_facts, known_facts, told_time
from bot.services.meetings.lookup import Viewer
from bot.services.office import Office
from bot.services.outlines.faults import TooLong
from knowledge.outlines import Outline, Request, blank
from knowledge.outlining import MINUTES
from knowledge.outlining.editing.changes import Change, Fill, Redate, Several
from knowledge.outlining.incidents import is_of_incident, read_incident
from knowledge.outlining.naming import DAY, date_line
from prompts import Kind, find_kind

NO_ADDRESSEE = "无"
TOPIC, ADDRESSEE = 80, 100  # characters at the most
# Days counted from today.
NEAR = (("今[天日]", 0), ("昨[天日]", -1), ("(?<![目以之提])前天", -2), ("明[天日]", 1), ("后天", 2))
_DAY = re.compile(r"(?:(?P<year>20[0-9]{2})[年.\-/])?(?P<month>[0-9]{1,2})[月.\-/](?P<day>[0-9]{1,2})[日号]?")
_RIGHT = re.compile(r"应当用([^，,；;。]{1,6})")


@dataclass(frozen=True, slots=True)
class Writer:
    """Who an outline is for and the chat where it is shown."""

    user_id: int
    chat_id: int


def completed(office: Office, request: Request, kind: Kind, writer: Writer | None) -> Request:
    """Return a request by the kind's own name, with what the office's rows and settings know."""
    topic, told = told_time(office, request.topic) if _asks_time(request, kind) else (request.topic, ())
    found = _found(office, request, kind, writer) if writer else ()
    facts = dict((*found, *told, *request.facts))
    return replace(
        request,
        kind=kind.name,
        topic=topic,
        addressee="" if kind.addressee == NO_ADDRESSEE else request.addressee.rstrip("：: "),
        office=request.office or issuer(office.config),
        day=request.day or office.today(),
        facts=tuple(facts.items()),
    )


def told(request: Request, kind: Kind, today: date) -> Request:
    """Return a request whose topic, where it tells of an incident, gives its facts to their places."""
    if not is_of_incident(kind):
        return request
    incident = read_incident(_dated(request.topic, today), kind)
    facts = dict((*incident.facts, *request.facts))
    return replace(request, topic=incident.topic, facts=tuple(facts.items()))


def _dated(text: str, today: date) -> str:
    """Return a text with the days that it counts from today by their dates."""
    for words, days in NEAR:
        day = today + timedelta(days=days)
        text = re.sub(words, f"{day.month}月{day.day}日", text)
    return text


def spoken_day(words: str, today: date) -> str:
    """Return a date as it stands under a paper: 明天, 10月1日, 2026.10.1 are 2026年10月1日; other words as they are."""
    for name, days in NEAR:
        if re.fullmatch(name, words.strip()):
            return date_line(today + timedelta(days=days))
    found = _DAY.fullmatch(words.strip())
    if found is None:
        return words
    try:
        return date_line(date(int(found["year"] or today.year), int(found["month"]), int(found["day"])))
    except ValueError:
        return words


def dated(change: Change | Several, today: date) -> Change | Several:
    """Return a change with the date under a paper written out."""
    if isinstance(change, Several):
        return Several(tuple(_written_out(each, today) for each in change.changes))
    return _written_out(change, today)


def _written_out(change: Change, today: date) -> Change:
    if isinstance(change, Redate) or (isinstance(change, Fill) and change.what == DAY):
        return replace(change, words=spoken_day(change.words, today))
    return change


def check_words(topic: str, addressee: str = "") -> None:
    """Raise OfficeError unless the words of a request may be taken: unmarked and not too long."""
    check_unmarked([topic, addressee])
    check_length("事由", topic, TOPIC)
    check_length("主送机关", addressee, ADDRESSEE)


def check_length(what: str, words: str, most: int) -> None:
    """Raise TooLong when words are longer than their place."""
    if len(words) > most:
        raise TooLong(what, most)


def advised_kinds(outline: Outline, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Return the kinds that the advice names as the right ones instead of this, by their names."""
    named = (find_kind(kinds, words) for words in _RIGHT.findall(outline.advice))
    return tuple(dict.fromkeys(kind.name for kind in named if kind and kind.name != outline.request.kind))


def issuer(config: Config) -> str:
    """Return who issues papers, "" while the office has no name of its own."""
    unnamed = type(config.office)().name
    return config.writing.issuer or ("" if config.office.name == unnamed else config.office.name)


def _viewer(writer: Writer) -> Viewer:
    """Return what a writer may see where the outline is shown: in a group its meetings, in private their own."""
    in_group = writer.chat_id < 0
    return Viewer(0 if in_group else writer.user_id, frozenset({writer.chat_id} if in_group else ()))


def _asks_time(request: Request, kind: Kind) -> bool:
    """Tell whether a time in the topic is that of the meeting; where it is known, it is part of a name: 周一例会."""
    return TIME not in dict(request.facts) and _asks(kind, TIME)


def _found(office: Office, request: Request, kind: Kind, writer: Writer) -> Facts:
    """Return what is known of the meeting that a topic names, unless its facts are known already."""
    if TIME in dict(request.facts):
        return ()
    look_up = held_facts if kind.name == MINUTES else known_facts
    return look_up(office, _viewer(writer), request.topic)


def _asks(kind: Kind, what: str) -> bool:
    """Tell whether a kind has a blank."""
    return any(what in part.blanks or blank(what) in "".join(part.phrases) for part in kind.parts)
