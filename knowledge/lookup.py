"""What is asked for by name and number: which versions may answer, and the passages of an article or a chapter.

Pure.
"""

from collections.abc import Iterable, Sequence

from knowledge.library import Entry, Snapshot, Unit
from knowledge.numerals import ArticleNumber, article_number, parse
from knowledge.question import Name, Question, find_chapter


def choose_versions(question: Question, entries: Iterable[Entry]) -> frozenset[str]:
    """Return the files that may answer: what is in force, unless the question asks for an older version."""
    active = [entry for entry in entries if entry.active]
    current = _files(entry for entry in active if entry.in_force)
    named = _files(active) & set(question.files)
    if of_year := _of_years(active, named, question.years):
        return of_year
    if not question.old:
        return current
    return (named - current or current) if named else _files(active)


def find_units(question: Question, snapshot: Snapshot, allowed: frozenset[str]) -> list[Unit]:
    """Return the passages of the articles, or of the chapter, that the question names, in their order."""
    files = find_named(question, snapshot, allowed)
    units = [unit for file in files for unit in snapshot.by_file.get(file, ())]
    if question.articles:
        return _of_articles(units, question.articles)
    return _of_chapter(units, question.chapter) if question.chapter else []


def find_named(question: Question, snapshot: Snapshot, allowed: frozenset[str]) -> list[str]:
    """Return the documents that a name in the question stands for: those named, else what took their place."""
    return [file for file in question.files if file in allowed] or sorted(_successors(question, snapshot) & allowed)


def number_of(unit: Unit) -> ArticleNumber | None:
    """Return the number of the article that a passage is or belongs to; numbered provisions count as articles."""
    locator = unit.passage.locator
    number = article_number(locator)
    if number is None and (plain := parse(locator)) is not None:
        return ArticleNumber(plain)
    return number


def _of_articles(units: Sequence[Unit], articles: Sequence[ArticleNumber]) -> list[Unit]:
    return [unit for number in articles for unit in units if number_of(unit) == number]


def _of_chapter(units: Sequence[Unit], chapter: str) -> list[Unit]:
    return [unit for unit in units if chapter in map(find_chapter, unit.passage.headings)]


def _files(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(entry.document.file for entry in entries)


def _of_years(entries: Iterable[Entry], files: frozenset[str], years: Sequence[int]) -> frozenset[str]:
    """Return which of these files are of one of the years."""
    return _files(entry for entry in entries if entry.document.file in files and _is_of(entry, years))


def _is_of(entry: Entry, years: Iterable[int]) -> bool:
    """Tell whether a document was issued or came into force in one of the years."""
    days = (entry.document.issued, entry.document.effective)
    return not {day.year for day in days if day is not None}.isdisjoint(years)


def _successors(question: Question, snapshot: Snapshot) -> frozenset[str]:
    """Return the files of the rules that took the place of those the question names."""
    if not question.files:
        return frozenset()
    named = {entry.standing.successor for entry in snapshot.entries if entry.document.file in question.files}
    return _files(entry for entry in snapshot.entries if entry.in_force and _canonical(entry) in named)


def _canonical(entry: Entry) -> str:
    return Name(entry.document.file, entry.document.title).canonical
