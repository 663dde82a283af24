"""``canmou ask``, ``canmou search`` and ``canmou chat``: questions at the command line."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.app import Canmou
from bot.commands.answering import Answers
from bot.commands.session import ConfigOption, JsonOption, assistant, fail
from bot.wording import plain
from knowledge.answers import Answer, Citation
from knowledge.retrieval import Hit

HistoryOption = Annotated[
    list[str] | None,
    typer.Option("--history", help="A question asked before, oldest first; may be given several times."),
]
FileOption = Annotated[
    Path | None,
    typer.Option(
        "--file", help="A file of questions: one a line, or JSON lines with question and history; - for stdin."
    ),
]
QuestionArgument = Annotated[str | None, typer.Argument(help="The question, in plain words.")]
TURNS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the questions before it."""

    question: str
    history: tuple[str, ...] = ()


def ask(
    question: QuestionArgument = None,
    *,
    history: HistoryOption = None,
    file: FileOption = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Answer a question, or each question of a file, from the library."""
    with assistant(config) as canmou:
        answers = Answers(canmou)
        for asked in _questions(question, history, file):
            started = time.perf_counter()
            answer = answers.answer(asked.question, asked.history)
            elapsed = round((time.perf_counter() - started) * 1000)
            _print(answer_json(answer, elapsed) if as_json or file else plain(answer), as_json=as_json or bool(file))


def search(
    question: QuestionArgument = None,
    *,
    count: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    history: HistoryOption = None,
    file: FileOption = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show the passages found for a question, best first."""
    with assistant(config) as canmou:
        for asked in _questions(question, history, file):
            hits = canmou.answerer.find(asked.question, asked.history, count=count).hits[:count]
            found = {"question": asked.question, "passages": [hit_json(hit) for hit in hits]}
            _print(found if as_json or file else _listing(hits), as_json=as_json or bool(file))


def chat(config: ConfigOption = None) -> None:
    """Talk in the terminal; an empty line or Ctrl-D ends."""
    with assistant(config) as canmou:
        canmou.embedder.questions(["准备"])
        talk(canmou)


def talk(canmou: Canmou) -> None:
    """Answer what is typed until an empty line."""
    typer.echo("您好，我是参谋。请直接输入问题，例如：突发事件多久之内要上报？（直接回车退出）")
    answers = Answers(canmou)
    history: list[str] = []
    while line := _read_line():
        typer.echo(plain(answers.answer(line, history)) + "\n")
        history = [*history, line][-TURNS:]


def answer_json(answer: Answer, elapsed_ms: int) -> dict[str, Any]:
    """Return an answer as the documented JSON object; only one that a model worded has sentences."""
    sentences = [{"text": each.text, "sources": list(each.sources)} for each in answer.sentences]
    return {
        "question": answer.question,
        "refused": answer.refused,
        "answer": plain(answer),
        "citations": [citation_json(citation) for citation in answer.citations],
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "doubtful": answer.doubtful,
        **({"sentences": sentences} if sentences else {}),
        "elapsed_ms": elapsed_ms,
    }


def citation_json(citation: Citation) -> dict[str, str]:
    """Return a citation as the documented JSON object."""
    return {
        "file": citation.file,
        "document": citation.document,
        "locator": citation.locator,
        "quote": citation.quote,
        "status": citation.status.value,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """Return a found passage as the documented JSON object."""
    unit = hit.unit
    return {
        "file": unit.document.file,
        "document": unit.document.title,
        "locator": unit.passage.locator,
        "score": round(hit.score, 4),
        "text": unit.text,
    }


def _questions(question: str | None, history: list[str] | None, file: Path | None) -> Iterator[Asked]:
    if (question is None) == (file is None):
        fail("give a question or --file, one of the two")
    if question is not None:
        yield Asked(question, tuple(history or ()))
    elif file is not None:
        yield from read_questions(file)


def read_questions(file: Path) -> Iterator[Asked]:
    """Yield the questions of a file: one a line, or JSON lines with question and history."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        fail(f"{file}: {getattr(fault, 'strerror', None) or 'not UTF-8'}")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _parse(line.strip(), f"{file}:{number}")


def _parse(line: str, place: str) -> Asked:
    if not line.startswith("{"):
        return Asked(line)
    try:
        data = json.loads(line)
        return Asked(str(data["question"]), tuple(map(str, data.get("history", ()))))
    except (json.JSONDecodeError, KeyError, TypeError):
        fail(f"{place}: not a JSON object with a question")


def _print(content: object, *, as_json: bool) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False) if as_json else content)


def _listing(hits: tuple[Hit, ...]) -> str:
    rows = []
    for place, hit in enumerate(hits, 1):
        unit = hit.unit
        rows.append(
            f"{place}. 《{unit.document.title.strip('《》')}》{unit.passage.locator}  [{hit.score:.2f}]\n{unit.text}\n"
        )
    return "\n".join(rows) or "（没有找到）"


def _read_line() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""
