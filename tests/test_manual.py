"""The manual says nothing that is not there: commands, buttons, settings, pictures, who may do what."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from bot.__main__ import app
from bot.chat.commands import COMMANDS
from bot.config import Config
from bot.permissions import RIGHTS, Role

ROOT = Path(__file__).parent.parent
MANUAL = (ROOT / "docs" / "使用手册.md").read_text("utf-8")
PICTURES = ROOT / "docs" / "manual"
LARGEST = 100_000  # bytes of a picture


def _named(pattern: str) -> list[str]:
    return sorted({*re.findall(pattern, MANUAL)})


def _labels() -> Iterator[str]:
    """Yield every text of the chat's modules and those whose words it shows, and the labels of the page."""
    for folder in ("bot/chat", "bot/office", "bot/services", "bot/permissions.py", "knowledge/outlines.py"):
        place = ROOT / folder
        for path in [place] if place.is_file() else place.rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    yield from re.findall(r">([^<]+)</button>", (ROOT / "bot/tryout/static/index.html").read_text("utf-8"))


LABELS = {label.strip() for label in _labels() if len(label) < 30}
ROLES = {f"{before}{role}" for before in ("设为", "同意为") for role in Role}
FIELDS = {f"改{label}" for label in LABELS}


@pytest.mark.parametrize("name", _named(r"(?<![\w/.～~>`-])/([a-z]+)(?![\w/])"))
def test_a_command_of_the_manual_is_one_of_the_chat(name: str) -> None:
    assert name in {command.name for command in COMMANDS} | {"healthz", "metrics"}


def test_every_command_of_the_chat_is_in_the_manual() -> None:
    assert not {command.name for command in COMMANDS if f"/{command.name}" not in MANUAL}


@pytest.mark.parametrize("line", _named(r"`canmou ([^`]+)`"))
def test_a_command_line_of_the_manual_is_one_of_the_program(line: str) -> None:
    words, found = line.split(), get_command(app)
    while words and (inner := getattr(found, "commands", {}).get(words[0])):
        found, words = inner, words[1:]
    assert not getattr(found, "commands", {}), "no command, or not all of one"
    options = {option for parameter in found.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("label", _named(r"“([^”]+)”按钮"))
def test_a_button_of_the_manual_is_in_the_code(label: str) -> None:
    explained = {f"{label}（", f"{label}（只由对方代值）", f"{label}（换回对方一个班）"}
    assert explained & LABELS or label in LABELS | ROLES | FIELDS or {label[:2], label[2:]} <= LABELS


@pytest.mark.parametrize("key", _named(r"`((?:office|duty|meetings|telegram|server)\.[a-z_]+)`"))
def test_a_setting_of_the_manual_is_one(key: str) -> None:
    section, name = key.split(".")
    assert hasattr(getattr(Config(), section), name)


@pytest.mark.parametrize("name", _named(r"\]\(manual/([^)]+)\)"))
def test_a_picture_of_the_manual_is_there_and_small(name: str) -> None:
    assert (PICTURES / name).stat().st_size < LARGEST


def test_every_picture_is_in_the_manual() -> None:
    assert not {path.name for path in PICTURES.iterdir()} - {*_named(r"\]\(manual/([^)]+)\)")}


def test_every_heading_is_in_the_list_of_chapters() -> None:
    headings = re.findall(r"^## (.+)$", MANUAL, re.MULTILINE)
    assert re.findall(r"^\d+\. \[(.+?)\]", MANUAL, re.MULTILINE) == headings
    anchors = [re.sub(r"[^\w]", "", heading) for heading in headings]
    assert re.findall(r"^\d+\. \[.+?\]\(#(.+)\)", MANUAL, re.MULTILINE) == anchors


def test_who_may_do_what_is_told_as_it_is() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in MANUAL.splitlines() if line.count("|") == 7
    ]
    roles = [Role(name) for name in rows[0][1:]]
    told = {what: {role for role, mark in zip(roles, marks, strict=True) if mark == "✓"} for what, *marks in rows[2:]}
    assert told == {act.value: {*may} for act, may in RIGHTS.items()}
