"""What is asked for by number: the article or the chapter shown as it stands, or a clear word that there is none."""

from collections.abc import Sequence

from knowledge.answering.citing import cite, remark
from knowledge.answers import Answer, Outcome
from knowledge.lookup import number_of
from knowledge.numerals import ArticleNumber
from knowledge.question import unknown_name
from knowledge.retrieval import Found, Hit

SHOWN_ARTICLES = 6


def show(asked: str, exact: Sequence[Hit], found: Found) -> Answer:
    """Return the passages that were asked for by number as the answer."""
    shown = tuple(cite(hit.unit, hit.unit.passage.span) for hit in exact[:SHOWN_ARTICLES])
    words = _succession(exact[0], found) or remark(exact[0].unit)
    if len(exact) > len(shown):
        words = f"内容较长，先列前{len(shown)}段，共{len(exact)}段。" + words
    return Answer(asked, Outcome.ANSWERED, shown, remark=words)


def missing(found: Found) -> str:
    """Return what is wrong with an article or a document that was asked for by name, or ""."""
    question = found.question
    if not question.files:
        name = unknown_name(question.asked)
        return f"资料库里没有《{name}》。" if name else ""
    last = _last_article(found) if question.articles else None
    if last is None:
        return ""
    title = found.snapshot.by_file[question.files[0]][0].document.title.strip("《》")
    return f"《{title}》没有{question.articles[0]}，最后一条是{last}。"


def _succession(hit: Hit, found: Found) -> str:
    """Return that the rule which was named was replaced by the one which is shown, or ""."""
    files = found.question.files
    replaced = [entry.document.title for entry in found.snapshot.entries if entry.document.file in files]
    if not replaced or hit.unit.document.file in files:
        return ""
    return f"《{replaced[0].strip('《》')}》已被《{hit.unit.document.title.strip('《》')}》取代，以下是现行规定。"


def _last_article(found: Found) -> ArticleNumber | None:
    units = [unit for file in found.question.files for unit in found.snapshot.by_file.get(file, ())]
    return max((number for unit in units if (number := number_of(unit))), default=None)
