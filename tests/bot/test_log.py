import json
import logging
import re
import warnings
from collections.abc import Iterator
from datetime import datetime

import pytest

from bot import log

TOKEN = "1234567890:AAH-abcdefghijklmnopqrstuvwxyz_0123"


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    """Put the process's logging back as it was."""
    loggers = [logging.getLogger(name) for name in (None, *log.OURS)]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield
    logging.captureWarnings(False)
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


def fail(text: str) -> None:
    raise RuntimeError(text)


def test_a_record_is_one_line_with_an_aware_time(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO")
    logging.getLogger("bot.handlers.ask").info("answered in %d ms", 12)
    line = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d INFO bot\.handlers\.ask: answered in 12 ms\n"
    assert re.fullmatch(line, capsys.readouterr().err)


def test_a_line_break_in_a_message_cannot_forge_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO")
    logging.getLogger("bot").warning("chat %s", "值班群\r\n2026-01-01 ERROR bot: forged")
    assert capsys.readouterr().err.splitlines()[0].endswith(r"值班群\r\n2026-01-01 ERROR bot: forged")


@pytest.mark.parametrize(
    "text",
    [
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN}/documents/file_1.pdf",
        f"token={TOKEN.replace(':', '%3A')}&x=1",
        f"the token `{TOKEN}` was rejected",
    ],
)
def test_a_bot_token_is_blotted_out_wherever_it_stands(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO")
    logging.getLogger("httpx").warning("HTTP Request: %s", text)
    logged = capsys.readouterr().err
    assert log.BLOT in logged
    assert "AAH" not in logged


def test_a_bot_token_is_blotted_out_of_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO")
    try:
        fail(f"no such bot: {TOKEN}")
    except RuntimeError:
        logging.getLogger("bot").exception("polling failed")
    first, *rest = capsys.readouterr().err.splitlines()
    assert first.endswith("ERROR bot: polling failed")
    assert all(line.startswith("    ") for line in rest)
    assert rest[-1] == f"    RuntimeError: no such bot: {log.BLOT}"


def test_a_configured_secret_is_blotted_out(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", secrets=("p.ss", "p.ssword", ""))
    logging.getLogger("bot").error("connecting as canmou:p.ssword, not as pass")
    assert capsys.readouterr().err.endswith(f"connecting as canmou:{log.BLOT}, not as pass\n")


@pytest.mark.parametrize("library", ["httpx", "httpcore.connection", "telegram.ext", "chromadb"])
def test_a_library_is_heard_from_warning_on(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("DEBUG")
    logging.getLogger(library).info("whole addresses and messages")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("package", ["bot.app", "knowledge.index", "prompts"])
@pytest.mark.parametrize(("level", "is_heard"), [("DEBUG", True), ("INFO", True), ("WARNING", False), ("ERROR", False)])
def test_our_own_packages_are_heard_from_the_level_on(
    package: str, level: str, is_heard: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure(level)
    logging.getLogger(package).info("ready")
    assert bool(capsys.readouterr().err) is is_heard


def test_the_level_holds_for_libraries_too(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("ERROR")
    logging.getLogger("telegram").warning("a passing fault")
    assert capsys.readouterr().err == ""


def test_a_warning_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("soon gone", DeprecationWarning, stacklevel=1)
    assert "WARNING py.warnings: " in capsys.readouterr().err


def test_records_can_be_json(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", form="json", secrets=("p.ssword",))
    logging.getLogger("bot.chat").warning("chat %s:\n%s", "值班群", "p.ssword")
    try:
        fail(f"no such bot: {TOKEN}")
    except RuntimeError:
        logging.getLogger("bot").exception("polling failed")
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["level"], first["logger"], first["message"]) == (
        "WARNING",
        "bot.chat",
        f"chat 值班群:\n{log.BLOT}",
    )
    assert datetime.fromisoformat(first["at"]).tzinfo
    assert set(first) == {"at", "level", "logger", "message"}
    assert second["traceback"].endswith(f"RuntimeError: no such bot: {log.BLOT}")
    assert TOKEN not in str(second)
