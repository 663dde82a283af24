"""What is asked for by number: the article or the chapter shown as it stands, or a clear word that there is none."""

from collections.abc import Iterable, Sequence

from knowledge.answering.citing import cite, remark
from knowledge.answers import Answer, Outcome
from knowledge.library import Unit
from knowledge.lookup import find_named, find_units, number_of
from knowledge.question import unknown_name
from knowledge.retrieval import Found, Hit

SHOWN_ARTICLES = 6


def show(asked: str, exact: Sequence[Hit], found: Found) -> Answer:
    """Return the passages that were asked for by number as the answer."""
    shown = tuple(cite(hit.unit, hit.unit.passage.span) for hit in exact[:SHOWN_ARTICLES])
    replaced = _replaced(exact[0].unit, found)
    words = f"{replaced}，以下是现行规定。" if replaced else remark(exact[0].unit)
    count = len(find_units(found.question, found.snapshot, found.allowed))
    if count > len(shown):
        words = f"内容较长，先列前{len(shown)}段，共{count}段。" + words
    return Answer(asked, Outcome.ANSWERED, shown, remark=words)


def missing(found: Found) -> str:
    """Return what is wrong with an article or a document that was asked for by name, or ""."""
    question = found.question
    if not question.files:
        name = unknown_name(question.asked)
        return f"资料库里没有《{name}》。" if name else ""
    units = _units(find_named(question, found.snapshot, found.allowed), found)
    if not units:
        return _out_of_force(found)
    last = max((number for unit in units if (number := number_of(unit))), default=None)
    if not question.articles or last is None:
        return ""
    words = f"《{_title(units[0])}》没有{question.articles[0]}，最后一条是{last}。"
    replaced = _replaced(units[0], found)
    return f"{replaced}。{words}" if replaced else words


def _replaced(unit: Unit, found: Found) -> str:
    """Return that the rule which was named was replaced by the one that is looked at, or ""."""
    files = found.question.files
    named = [entry.document.title for entry in found.snapshot.entries if entry.document.file in files]
    if not named or unit.document.file in files:
        return ""
    return f"《{named[0].strip('《》')}》已被《{_title(unit)}》取代"


def _out_of_force(found: Found) -> str:
    """Return why no document of the name may be used, or ""."""
    units = _units(found.question.files, found)
    return f"{remark(units[0])}资料库里没有现行的规定；要看原文，请在名称前加“原”字。" if units else ""


def _units(files: Iterable[str], found: Found) -> list[Unit]:
    return [unit for file in files for unit in found.snapshot.by_file.get(file, ())]


def _title(unit: Unit) -> str:
    return unit.document.title.strip("《》")
