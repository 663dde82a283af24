"""``canmou run``, ``canmou check`` and ``canmou feedback``: the bot, its health, what people thought of it."""

import json
import socket
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot import chat as telegram_chat
from bot import tryout
from bot.app import Canmou, build
from bot.commands.session import STOPPED, ConfigOption, assistant, settings, working
from bot.config import Config
from bot.config.sections import Model
from bot.masking import mask
from bot.storage.answers import Vote, feedback
from bot.storage.health import health_of
from bot.wording import plain
from knowledge.embedding import bundled

JsonLines = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


def run(config: ConfigOption = None) -> None:
    """Run the Telegram bot; without a token run it on a page in the browser, with a sample office."""
    with assistant(config) as canmou:
        with working("Loading the model"):
            canmou.embedder.questions(["准备"])
        if canmou.config.telegram.token.get_secret_value():
            telegram_chat.run(canmou)
        else:
            typer.echo("telegram.token: missing; set CANMOU_TELEGRAM__TOKEN to run the bot in Telegram.")
            tryout.run(canmou, lambda address: typer.echo(f"Try it out here, Ctrl-C ends: {address}"))


def check(config: ConfigOption = None) -> None:
    """Check settings, database, model and delivery without loading the model; exit status 0 when all is well."""
    with settings(config) as loaded, build(loaded) as canmou:
        entries = canmou.library.entries()
        passages = sum(len(entry.document.passages) for entry in entries)
        typer.echo(f"settings: well; token {'set' if loaded.telegram.token.get_secret_value() else 'missing'}")
        typer.echo(f"database: {len(entries)} documents, {passages} passages")
        typer.echo(f"model: {loaded.embedding.model}, {_model_state(loaded)}")
        typer.echo(f"language model: {_language_state(loaded.model)}")
        _check_delivery(canmou)


def show_feedback(as_json: JsonLines = False, config: ConfigOption = None) -> None:
    """List what people pressed under answers (有用, 不准), newest first, with question and answer."""
    with settings(config) as loaded, build(loaded) as canmou:
        for vote in feedback(canmou.engine):
            typer.echo(json.dumps(_row(vote), ensure_ascii=False) if as_json else _lines(vote, loaded))


def _check_delivery(canmou: Canmou) -> None:
    """Tell when this host's delivery loop last turned; end with a status when that is too long ago."""
    health = health_of(canmou.engine, socket.gethostname(), canmou.now())
    if health.turned_ago is None:
        typer.echo("delivery: has not run yet here")
        return
    typer.echo(f"delivery: turned {health.turned_ago.total_seconds():.0f} seconds ago")
    if not health.is_well:
        raise typer.Exit(STOPPED)


def _model_state(config: Config) -> str:
    if config.embedding.model != bundled.NAME:
        return "loaded at the first question"
    ready = (config.model_dir / bundled.NAME / "modules.json").exists()
    return "unpacked" if ready else "unpacked at the first start"


def _language_state(model: Model) -> str:
    """Return the name and the host, never the whole address, which may hold a key."""
    if not model.name:
        return "not set"
    host = urlsplit(model.base_url).hostname or f"{model.provider}'s own address"
    return f"set, {model.name} at {host}"


def _row(vote: Vote) -> dict[str, object]:
    return {
        "useful": vote.useful,
        "user_id": vote.user_id,
        "voted_at": vote.voted_at.isoformat(),
        "asked_at": vote.asked_at.isoformat(),
        "question": mask(vote.answer.question),
        "refused": vote.answer.refused,
        "answer": mask(plain(vote.answer)),
    }


def _lines(vote: Vote, config: Config) -> str:
    at = vote.voted_at.astimezone(config.office.timezone)
    verdict = "有用" if vote.useful else "不准"
    said = mask(f"问：{vote.answer.question}\n{plain(vote.answer)}")
    return f"{at:%Y-%m-%d %H:%M} {verdict} {vote.user_id}\n{said}\n"
