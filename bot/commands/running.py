"""``canmou run``, ``canmou check`` and ``canmou feedback``: the bot, its health, what people thought of it."""

import json
from typing import Annotated

import typer

from bot import chat as telegram_chat
from bot.app import build
from bot.commands.asking import talk
from bot.commands.session import ConfigOption, assistant, settings, working
from bot.config import Config
from bot.storage.answers import Vote, feedback
from bot.wording import plain
from knowledge.embedding import bundled

JsonLines = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


def run(config: ConfigOption = None) -> None:
    """Run the Telegram bot; without a token say so and open the terminal chat instead."""
    with assistant(config) as canmou:
        with working("Loading the model"):
            canmou.embedder.questions(["准备"])
        if canmou.config.telegram.token.get_secret_value():
            telegram_chat.run(canmou)
        else:
            typer.echo("telegram.token: missing; set CANMOU_TELEGRAM__TOKEN to run the bot. Here is the terminal chat.")
            talk(canmou)


def check(config: ConfigOption = None) -> None:
    """Check the settings, the database and the model without loading it; exit status 0 when all is well."""
    with settings(config) as loaded, build(loaded) as canmou:
        entries = canmou.library.entries()
        passages = sum(len(entry.document.passages) for entry in entries)
        typer.echo(f"settings: well; token {'set' if loaded.telegram.token.get_secret_value() else 'missing'}")
        typer.echo(f"database: {len(entries)} documents, {passages} passages")
        typer.echo(f"model: {loaded.embedding.model}, {_model_state(loaded)}")


def show_feedback(as_json: JsonLines = False, config: ConfigOption = None) -> None:
    """List what people pressed under answers (有用, 不准), newest first, with question and answer."""
    with settings(config) as loaded, build(loaded) as canmou:
        for vote in feedback(canmou.engine):
            typer.echo(json.dumps(_row(vote), ensure_ascii=False) if as_json else _lines(vote, loaded))


def _model_state(config: Config) -> str:
    if config.embedding.model != bundled.NAME:
        return "loaded at the first question"
    ready = (config.model_dir / bundled.NAME / "modules.json").exists()
    return "unpacked" if ready else "unpacked at the first start"


def _row(vote: Vote) -> dict[str, object]:
    return {
        "useful": vote.useful,
        "user_id": vote.user_id,
        "voted_at": vote.voted_at.isoformat(),
        "asked_at": vote.asked_at.isoformat(),
        "question": vote.answer.question,
        "refused": vote.answer.refused,
        "answer": plain(vote.answer),
    }


def _lines(vote: Vote, config: Config) -> str:
    at = vote.voted_at.astimezone(config.office.timezone)
    verdict = "有用" if vote.useful else "不准"
    return f"{at:%Y-%m-%d %H:%M} {verdict} {vote.user_id}\n问：{vote.answer.question}\n{plain(vote.answer)}\n"
