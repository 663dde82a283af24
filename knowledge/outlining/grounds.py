"""What a paper rests on: the article of a rule by its name and number, and the rule that a topic is about."""

from collections import Counter
from collections.abc import Iterable

from knowledge.answering.citing import cite
from knowledge.answers import Citation
from knowledge.documents import Kind as DocumentKind
from knowledge.documents import Span
from knowledge.library import Entry, Snapshot, Unit
from knowledge.lookup import choose_versions, find_units
from knowledge.outlines import Point
from knowledge.outlining.topics import Topic, is_named_after, read_topic
from knowledge.question import Name, understand
from knowledge.records import Origin

MANY = 3  # points that a rule must give to be what the topic rests on, without being named after it


def find_article(snapshot: Snapshot, name: str, words: str) -> tuple[Citation, ...]:
    """Return the sentence with ``words`` in the article that ``name`` names (《…》第八条), where the library has it."""
    question = understand(name, (), snapshot.names)
    allowed = choose_versions(question, snapshot.entries)
    units = (unit for unit in find_units(question, snapshot, allowed) if unit.entry.in_force)
    return tuple(cite(unit, span) for unit in units for span in unit.sentences if words in _words(unit, span))[:1]


def find_rule(snapshot: Snapshot, topic: str, points: Iterable[Point]) -> Citation | None:
    """Return the beginning of the rule that a topic is about: named after it, or the source of most of the points."""
    files = Counter(citation.file for point in points for citation in point.citations)
    rules = [entry for entry in snapshot.entries if _is_rule(entry)]
    about = read_topic(topic, snapshot.lexicon, [entry.document.title for entry in rules])
    named = [entry for entry in rules if _is_named_after(entry, about)]
    chosen = max(named, key=lambda entry: files[entry.document.file], default=None) or _main_source(rules, files)
    return _beginning(snapshot, chosen) if chosen else None


def _main_source(rules: Iterable[Entry], files: Counter[str]) -> Entry | None:
    """Return the rule that most of the points come from, if they are many."""
    most = max(files.values(), default=0)
    if most < MANY or most * 2 <= files.total():
        return None
    return next((entry for entry in rules if files[entry.document.file] == most), None)


def _beginning(snapshot: Snapshot, entry: Entry) -> Citation | None:
    unit = next(iter(snapshot.by_file.get(entry.document.file, ())), None)
    return cite(unit, unit.sentences[0]) if unit and unit.sentences else None


def _is_rule(entry: Entry) -> bool:
    """Tell whether a document is a rule to act on; a sample of the handbook is none."""
    is_own = entry.record.origin is Origin.OFFICE
    return is_own and entry.active and entry.in_force and entry.document.kind is DocumentKind.REGULATION


def _is_named_after(entry: Entry, about: Topic) -> bool:
    """Tell whether a rule is named after the topic."""
    name = Name(entry.document.file, entry.document.title).canonical
    return about.subject != "" and is_named_after(name, about.subject)


def _words(unit: Unit, span: Span) -> str:
    return span.of(unit.document.text)
