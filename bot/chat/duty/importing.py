"""Tables of the office out of files: a roster, a list of people, a year's days off; told apart by their headings."""

from collections.abc import Sequence
from functools import partial

from bot.chat.offers import Offer, Refusal, Upload
from bot.office.duty.shifts import Shift
from bot.office.duty.tables import Entry, Member
from bot.office.duty.tables.texts import tidy
from bot.office.duty.wording import when
from bot.office.rows import Row
from bot.services.duty import Outcome, Rosters
from bot.services.files import rows_of
from bot.services.office import Office
from bot.services.people import Enrolment, Roll
from bot.services.years import Year, Years

TOP = 10  # rows in which headings are looked for
PEOPLE, YEAR = frozenset({"姓名", "岗位"}), frozenset({"日期", "类型", "名称"})
SHOWN = 10  # changes, names and remarks


def read_table(office: Office, upload: Upload) -> Offer | Refusal:
    """Return what a table offers, by what its headings are."""
    rows = rows_of(upload.name, upload.content)
    if _has(rows, PEOPLE):
        return _people(office, upload)
    return read_year(office, upload) if _has(rows, YEAR) else _roster(office, upload)


def read_year(office: Office, upload: Upload) -> Offer:
    """Return what a notice or a table of days off offers."""
    years = Years(office)
    year = years.read(upload.name, upload.content)
    before = years.find(year.number)
    known = f"\n{year.number}年已有安排，导入后以本文件为准。" if before else ""
    return Offer(f"{_year(year)}{known}", partial(_keep_year, years, year, upload))


def _roster(office: Office, upload: Upload) -> Offer | Refusal:
    rosters = Rosters(office)
    reading = rosters.read(upload.name, upload.content)
    if reading.faults:
        return Refusal(tuple(map(str, reading.faults)))
    preview = _outcome(office, rosters.take_in(reading.entries, is_rehearsal=True))
    days = sorted({entry.day for entry in reading.entries})
    span = f"{days[0].year}年{days[0].month}月{days[0].day}日至{days[-1].month}月{days[-1].day}日"
    keep = partial(_keep_roster, office, reading.entries, upload)
    return Offer(f"值班表：{span}，共{len(days)}天。\n{preview}", keep)


def _people(office: Office, upload: Upload) -> Offer | Refusal:
    roll = Roll(office)
    reading = roll.read(upload.name, upload.content)
    if reading.faults:
        return Refusal(tuple(map(str, reading.faults)))
    preview = _enrolment(roll.take_in(reading.entries, is_rehearsal=True))
    keep = partial(_keep_people, office, reading.entries, upload)
    return Offer(f"人员名单：共{len(reading.entries)}人。\n{preview}", keep)


def _keep_year(years: Years, year: Year, upload: Upload) -> str:
    years.take_in(year, by=upload.actor)
    return f"已导入{_year(year)}"


def _keep_roster(office: Office, entries: Sequence[Entry], upload: Upload) -> str:
    return f"已导入值班表。\n{_outcome(office, Rosters(office).take_in(entries, by=upload.actor))}"


def _keep_people(office: Office, members: Sequence[Member], upload: Upload) -> str:
    return f"已导入人员名单。\n{_enrolment(Roll(office).take_in(members, by=upload.actor))}"


def _has(rows: Sequence[Row], headings: frozenset[str]) -> bool:
    """Tell whether one of the first rows has all these headings."""
    return any(headings <= {tidy(cell).removeprefix("值班") for cell in row.cells} for row in rows[:TOP])


def _outcome(office: Office, outcome: Outcome) -> str:
    changes = outcome.changes
    counts = (
        ("新增", changes.added),
        ("变更", changes.changed),
        ("当班换人", changes.relieved),
        ("不变", changes.unchanged),
        ("取消", changes.removed),
        ("已开始、不改动", changes.begun),
    )
    lines = ["，".join(f"{name}{len(shifts)}班" for name, shifts in counts if shifts)]
    changed = [f"变更：{_shift(office, after)}（原{_people_of(before)}）" for before, after in changes.changed]
    changed += [f"当班换人：{_shift(office, after)}（原{_people_of(before)}）" for before, after in changes.relieved]
    removed = [f"取消：{_shift(office, shift)}" for shift in changes.removed]
    lines += _cut([*changed, *removed])
    if outcome.newcomers:
        lines.append(f"人员名单里原来没有：{'、'.join(outcome.newcomers)}，请核对姓名。")
    if outcome.unknown:
        lines.append(f"以下人员尚未登记账号，收不到私聊提醒：{'、'.join(outcome.unknown)}。")
        lines.append("请他们私聊我，发送 /iam 加姓名登记。")
    return "\n".join([*lines, *_cut([f"提示：{remark}" for remark in outcome.remarks])])


def _enrolment(enrolment: Enrolment) -> str:
    lines = [f"新增{len(enrolment.added)}人，更新{len(enrolment.known)}人。"]
    if enrolment.absent:
        lines.append(f"不在名单里、不再参加轮排：{'、'.join(enrolment.absent)}。")
    return "\n".join(lines)


def _year(year: Year) -> str:
    return f"{year.number}年放假安排：放假{year.days_off}天，调休上班{year.days_worked}天。"


def _shift(office: Office, shift: Shift) -> str:
    return f"{when(shift, office.zone)} {_people_of(shift)}"


def _people_of(shift: Shift) -> str:
    return f"值班员{shift.officer.name}、带班{shift.leader.name}"


def _cut(lines: Sequence[str]) -> list[str]:
    more = [f"……共{len(lines)}处"] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]
