"""``canmou reminders``: what is coming, what went out and what did not; never what a message says."""

import json
from collections.abc import Sequence
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from bot.app import open_office
from bot.commands.session import ConfigOption, fail, settings, show_table
from bot.reminders.model import OPEN, Kind, Listed, State
from bot.reminders.outcomes import EXPIRED
from bot.storage.reminders import ReminderStore

LABELS = {
    Kind.DUTY_EVE: "值班前一晚提醒",
    Kind.DUTY_START: "值班到岗提醒",
    Kind.DUTY_AGAIN: "值班员再次提醒",
    Kind.DUTY_LEADER: "报告带班领导",
    Kind.DUTY_DIRECTOR: "报告办公室主任",
    Kind.POST_CHECK: "在岗抽查",
    Kind.POST_ABSENT: "抽查无应答",
    Kind.HANDOVER: "交接班提醒",
    Kind.HANDOVER_NOTE: "交接班记录",
    Kind.HANDOVER_LEADER: "交接班未完成",
    Kind.SWAP_ASK: "换班征求意见",
    Kind.SWAP_APPROVE: "换班审批",
    Kind.SWAP_NEWS: "换班结果",
    Kind.MEETING_CARD: "会议通知",
    Kind.MEETING_LEAD: "会前提醒",
    Kind.MEETING_CHASE: "会议催办",
    Kind.MEETING_LIST: "参会名单",
    Kind.MEETING_AFTER: "会后提醒",
    Kind.BRIEFING: "每日简报",
    Kind.NAMING: "姓名登记",
    Kind.APPLICANT: "使用申请",
    Kind.GUEST: "入群审批",
    Kind.NOTICE: "系统通知",
}

Failed = Annotated[bool, typer.Option("--failed", help="What could not be sent, and why; newest first.")]
Sent = Annotated[bool, typer.Option("--sent", help="What went out; newest first.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many at most.")]
JsonLines = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


def reminders(
    failed: Failed = False,
    sent: Sent = False,
    limit: Limit = 50,
    *,
    as_json: JsonLines = False,
    config: ConfigOption = None,
) -> None:
    """List reminders: what is coming, soonest first, or with an option what failed or what was sent."""
    if failed and sent:
        fail("give --failed or --sent, one of the two")
    with settings(config) as loaded, open_office(loaded) as office:
        store = ReminderStore(office.engine)
        wanted = (State.SENT,) if sent else OPEN
        rows = _lost(store, limit) if failed else store.listing(states=wanted, limit=limit)
    if as_json:
        for row in rows:
            typer.echo(json.dumps(_object(row), ensure_ascii=False))
    else:
        _show(rows, loaded.office.timezone)


def _lost(store: ReminderStore, limit: int) -> list[Listed]:
    """Return what nobody got: what was refused, and what came too late to be sent."""
    refused = store.listing(states=(State.FAILED,), limit=limit)
    late = store.listing(states=(State.SKIPPED,), limit=limit, reason=EXPIRED)
    return sorted((*refused, *late), key=lambda row: row.ended_at or row.due_at, reverse=True)[:limit]


def _object(row: Listed) -> dict[str, object]:
    return {
        "kind": row.kind.value,
        "label": LABELS[row.kind],
        "key": row.key,
        "subject": row.subject,
        "chat_id": row.chat_id,
        "state": row.state.value,
        "due_at": row.due_at.isoformat(),
        "try_at": row.try_at.isoformat(),
        "tries": row.tries,
        "ended_at": row.ended_at and row.ended_at.isoformat(),
        "message_id": row.message_id,
        "reason": row.reason,
    }


def _show(rows: Sequence[Listed], zone: ZoneInfo) -> None:
    table = Table("due", "kind", "chat", "state", "tries", "reason", "key", box=None)
    for row in rows:
        due = f"{row.due_at.astimezone(zone):%Y-%m-%d %H:%M}"
        table.add_row(due, LABELS[row.kind], str(row.chat_id), row.state, str(row.tries), row.reason, row.key)
    show_table(table)
