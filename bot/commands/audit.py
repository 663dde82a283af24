"""``canmou audit``: who did what that not everybody may do; never what documents or messages say."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from bot.commands.desk import DAY, JsonOption, opened
from bot.commands.session import ConfigOption, show_table
from bot.office.acts import COMMAND_LINE, LABELS, Act
from bot.storage.audit import Noted, noted_acts
from bot.storage.forgetting import NOBODY

Since = Annotated[datetime | None, typer.Option("--since", formats=DAY, help="From this day on, as 2026-12-01.")]
By = Annotated[str, typer.Option("--by", metavar="USER", help="Only this account's acts, by its number or name.")]
TERMINAL = "（命令行）"
ACTS = frozenset(Act)


def audit(since: Since = None, by: By = "", as_json: JsonOption = False, config: ConfigOption = None) -> None:
    """List the privileged acts, newest first: when, who, what, where and to what."""
    with opened(config) as office, office.begin() as connection:
        first = office.midnight(since.date()) if since else None
        acts = tuple(noted_acts(connection, since=first, by=by))
        zone = office.zone
    if as_json:
        for act in acts:
            typer.echo(json.dumps(_row(act, zone), ensure_ascii=False))
    else:
        _show(acts, zone)


def _row(noted: Noted, zone: ZoneInfo) -> dict[str, object]:
    return {
        "at": noted.at.astimezone(zone).isoformat(),
        "user_id": noted.actor.user_id,
        "name": noted.actor.name,
        "act": noted.act,
        "label": _label(noted),
        "chat_id": noted.actor.chat_id,
        "subject": noted.subject,
    }


def _show(acts: Sequence[Noted], zone: ZoneInfo) -> None:
    table = Table("time", "who", "act", "chat", "subject", box=None)
    for noted in acts:
        chat_id = "" if noted.actor.chat_id is None else str(noted.actor.chat_id)
        table.add_row(f"{noted.at.astimezone(zone):%Y-%m-%d %H:%M}", _who(noted), _label(noted), chat_id, noted.subject)
    show_table(table)


def _who(noted: Noted) -> str:
    actor = noted.actor
    accounts = {COMMAND_LINE.user_id: TERMINAL, NOBODY: ""}
    where = accounts.get(actor.user_id, str(actor.user_id))
    return f"{actor.name} {where}".strip()


def _label(noted: Noted) -> str:
    """Return the act in words; one that this version does not know, as it is kept."""
    return LABELS[Act(noted.act)] if noted.act in ACTS else noted.act
