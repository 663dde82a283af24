"""来电来文登记 as whole steps: read, corrected, kept, made an open matter, listed and written to files."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from bot.files.tables import Sheet, write_csv, write_table
from bot.office.calendar import DAY
from bot.office.duty.calling import LABELS, LONGEST, Call, CallKind, Entry, latest, read_call, read_clock
from bot.office.duty.handing import LONGEST_MATTER, Item, MatterKind
from bot.office.errors import OfficeError
from bot.office.rows import Value
from bot.permissions import Act
from bot.services.duty.exports import span_name
from bot.services.gates import check_registered, check_unmarked
from bot.services.office import Office
from bot.storage import Connection, calls, drafts, events, handovers, shifts
from bot.storage.drafts import Draft
from bot.storage.events import Event

KIND = "call"
TIME = "received_at"
GONE = "这条登记已经保存或者放弃。"
HEADER = ("序号", "时间", "类别", *LABELS.values(), "登记人")
# What can be put right before it is kept, with the headings.
CORRECTED = LABELS | {TIME: "时间"}


class CallFault(OfficeError):
    """A call that cannot be kept or shown."""


class CallForm(StrEnum):
    """What the log can be written as; the values are the suffixes of files."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class CallDraft:
    """A call that is not kept yet, under the number of its draft."""

    id: int
    call: Call


class CallService:
    """Keeps the log; whoever writes it is known by name."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def begin(self, kind: CallKind, text: str, *, chat_id: int, user_id: int, at: datetime) -> CallDraft:
        """Read a message about a call that came at a time, unless the message names another; raise OfficeError."""
        check_registered(self._office, user_id)
        clock, rest = read_clock(text)
        call = Call(0, kind, latest(clock, at, self._office.zone) if clock else at, read_call(rest), user_id)
        self._check(call.entry)
        # Each has a kind of its own, so that one does not take the place of another.
        draft = Draft(0, f"{KIND}:{at.timestamp()}", chat_id, user_id, _pack(call), self._office.now())
        with self._office.begin() as connection:
            return CallDraft(drafts.start(connection, draft), call)

    def find_draft(self, draft_id: int, user_id: int) -> CallDraft:
        """Return what an account is about to keep; raise CallFault."""
        with self._office.begin() as connection:
            return self._draft(connection, draft_id, user_id)

    def correct(self, draft_id: int, field: str, text: str, user_id: int) -> CallDraft:
        """Put a field right before the call is kept; raise OfficeError."""
        with self._office.begin() as connection:
            kept = self._draft(connection, draft_id, user_id)
            call = self._timed(kept.call, text) if field == TIME else _corrected(kept.call, field, text)
            self._check(call.entry)
            drafts.change(connection, draft_id, _pack(call))
            return CallDraft(draft_id, call)

    def keep(self, draft_id: int, user_id: int) -> Call:
        """Keep a call in the log; raise CallFault when that was done already."""
        with self._office.begin() as connection:
            kept = self._draft(connection, draft_id, user_id)
            if not drafts.finish(connection, draft_id):
                raise CallFault(GONE)
            call = calls.add(connection, kept.call)
            events.note(connection, Event(self._office.now(), KIND, call.id, "登记", user_id))
            return call

    def drop(self, draft_id: int, user_id: int) -> None:
        """Give a call up that is not kept yet; raise CallFault."""
        with self._office.begin() as connection:
            self._draft(connection, draft_id, user_id)
            drafts.finish(connection, draft_id)

    def open_matter(self, call_id: int, user_id: int) -> Call:
        """Make an open matter of a call; raise OfficeError when it is one already."""
        check_registered(self._office, user_id)
        with self._office.begin() as connection:
            call = calls.find(connection, call_id)
            if call is None:
                raise CallFault("没有找到这条登记。")
            # Matters are shown to groups too, telephone numbers are not.
            item = Item(MatterKind.CALL, summary(call, with_phone=False)[:LONGEST_MATTER])
            if not handovers.open_from_call(connection, call.id, item, by=user_id, at=self._office.now()):
                raise CallFault("已经列入未办结事项。")
            return call

    def between(self, first: date, last: date) -> tuple[Call, ...]:
        """Return the calls of days, earliest first."""
        start, end = (datetime.combine(day, time(0), self._office.zone) for day in (first, last + DAY))
        with self._office.begin() as connection:
            return calls.between(connection, start, end)

    def may_export(self, user_id: int) -> bool:
        """Tell whether an account may have the log as a file: the officer on duty's and those who may anyway."""
        with self._office.begin() as connection:
            on = shifts.at(connection, self._office.now())
        is_on = any(shift.officer.user_id == user_id for shift in on)
        return is_on or self._office.may(user_id, Act.EXPORT_CALLS)

    def export(self, first: date, last: date, form: CallForm) -> bytes:
        """Return the log of days as a file."""
        names = {person.user_id: person.name for person in self._office.people()}
        rows = [self._row(number, call, names) for number, call in enumerate(self.between(first, last), 1)]
        return WRITERS[form](title(self._office, first, last), rows)

    def _row(self, number: int, call: Call, names: Mapping[int | None, str]) -> tuple[Value | int, ...]:
        received_at = call.received_at.astimezone(self._office.zone).replace(tzinfo=None)
        name = names.get(call.logged_by, "管理员")
        return (number, received_at, call.kind.value, *asdict(call.entry).values(), name)

    def _timed(self, call: Call, text: str) -> Call:
        clock, _ = read_clock(text)
        if clock is None:
            raise CallFault("没有看懂时间，请写成 14:30 这样。")
        return replace(call, received_at=latest(clock, self._office.now(), self._office.zone))

    def _draft(self, connection: Connection, draft_id: int, user_id: int) -> CallDraft:
        draft = drafts.find(connection, draft_id)
        if draft is None or not draft.kind.startswith(f"{KIND}:"):
            raise CallFault(GONE)
        if draft.user_id != user_id:
            raise CallFault("请由登记人本人办理。")
        return CallDraft(draft_id, _unpack(draft))

    def _check(self, entry: Entry) -> None:
        texts = tuple(asdict(entry).values())
        check_unmarked(texts)
        if any(len(text) > LONGEST for text in texts):
            raise CallFault(f"内容太长，每一项请控制在{LONGEST}字以内。")


def summary(call: Call, *, with_phone: bool) -> str:
    """Return a call in a line: 市应急局 张科长 13800000000：报送灾情（已转科室）."""
    entry = call.entry
    who = " ".join(filter(None, (entry.unit, entry.person, entry.phone if with_phone else "")))
    handling = f"（{entry.handling}）" if entry.handling else ""
    return f"{who}：{entry.content}{handling}" if who else f"{entry.content}{handling}"


def title(office: Office, first: date, last: date) -> str:
    """Return what the log of days is called."""
    return f"{office.config.office.name}来电来文登记（{span_name(first, last)}）"


def _write_table(name: str, rows: list[tuple[Value | int, ...]]) -> bytes:
    return write_table([Sheet("来电来文登记", name, HEADER, rows)])


def _write_csv(_name: str, rows: list[tuple[Value | int, ...]]) -> bytes:
    return write_csv([HEADER, *rows])


WRITERS: Mapping[CallForm, Callable[[str, list[tuple[Value | int, ...]]], bytes]] = {
    CallForm.XLSX: _write_table,
    CallForm.CSV: _write_csv,
}


def _corrected(call: Call, field: str, text: str) -> Call:
    return replace(call, entry=Entry(**asdict(call.entry) | {field: " ".join(text.split())}))


def _pack(call: Call) -> dict[str, Any]:
    return {"kind": call.kind, TIME: call.received_at.isoformat(), "entry": asdict(call.entry)}


def _unpack(draft: Draft) -> Call:
    content = draft.content
    received_at = datetime.fromisoformat(content[TIME])
    return Call(0, CallKind(content["kind"]), received_at, Entry(**content["entry"]), draft.user_id)
