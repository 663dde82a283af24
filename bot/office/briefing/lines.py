"""A briefing in words: a heading, then one section a source, short enough to be read in ten seconds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.office.briefing.articles import Article
from bot.office.briefing.documents import Changes
from bot.office.briefing.facts import Facts, Missing, Waiting
from bot.office.calendar import DAY, Calendar, long_date
from bot.office.duty.lines import RosterLine, roster_lines
from bot.office.duty.shifts import Shift
from bot.office.meetings.meeting import Sitting

Source = TypeVar("Source")

HOLIDAY_AHEAD = 7  # days
# How many of each are shown.
SHIFTS, MEETINGS, WAITING, NAMES, MATTERS, TITLES = 3, 5, 2, 5, 3, 3
TITLE = 30  # characters of a title, of a matter


def compose(facts: Facts, zone: ZoneInfo) -> tuple[str, ...]:
    """Return the sections of a briefing, the heading first; what cannot be read has a line that says so."""
    calendar = Calendar({}) if isinstance(facts.calendar, Missing) else facts.calendar
    day = facts.day
    sections = (
        _heading(facts),
        _section("值班表", facts.shifts, lambda shifts: _duty(shifts, day, calendar, zone)),
        _section("会议", facts.sittings, lambda sittings: _meetings(sittings, day, zone)),
        _section("未答复名单", facts.waiting, _waiting),
        _section("交接事项", facts.matters, _matters),
        _section("文件更新", facts.changes, _changes),
        _section("每日一条", facts.article, _article),
    )
    return tuple("\n".join(lines) for lines in sections if lines)


def _section(name: str, source: Source | Missing, lines: Callable[[Source], Iterable[str]]) -> list[str]:
    """Return the lines of a source, or the one that says why there are none."""
    return [f"{name}：{source.reason}"] if isinstance(source, Missing) else list(lines(source))


def _heading(facts: Facts) -> list[str]:
    """Return the date with all that is to be said of it, and what comes in the next days."""
    if isinstance(facts.calendar, Missing):
        return [_joined(long_date(facts.day), facts.term), f"放假安排：{facts.calendar.reason}"]
    remark = facts.calendar.remark(facts.day) if facts.calendar.knows(facts.day.year) else ""
    return [_joined(long_date(facts.day), remark, facts.term), *_ahead(facts.day, facts.calendar)]


def _ahead(day: date, calendar: Calendar) -> Iterator[str]:
    """Yield how far the next holiday is, and which year's holidays are not known."""
    week = [day + step * DAY for step in range(1, HOLIDAY_AHEAD + 1)]
    found = next((each for each in week if calendar.holiday(each)), None)
    if found and not calendar.holiday(day):
        yield f"距{calendar.holiday(found)}放假还有{(found - day).days}天"
    unknown = next((each for each in (day, *week) if not calendar.knows(each.year)), None)
    if unknown:
        yield calendar.remark(unknown)


def _duty(shifts: Sequence[Shift], day: date, calendar: Calendar, zone: ZoneInfo) -> Iterator[str]:
    lines = roster_lines(shifts, calendar=calendar, zone=zone)
    today = [line for line in lines if line.day == day]
    tomorrow = [line for line in lines if line.day == day + DAY]
    if today:
        yield "【值班】"
        yield from _cut([_shift(line) for line in today], SHIFTS)
    else:
        yield "值班表：今日未导入"
    names = "；".join(f"{line.officer}，带班{line.leader}" for line in tomorrow[:SHIFTS])
    yield f"明日：{names or '未导入'}{_rest(tomorrow, SHIFTS)}"


def _shift(line: RosterLine) -> str:
    return f"{line.hours} {_joined(line.officer, line.officer_phone)}，带班{_joined(line.leader, line.leader_phone)}"


def _meetings(sittings: Sequence[Sitting], day: date, zone: ZoneInfo) -> Iterator[str]:
    if not sittings:
        yield "会议：今明两天没有会议"
        return
    yield "【会议】"
    yield from _cut([_sitting(sitting, day, zone) for sitting in sittings], MEETINGS)


def _sitting(sitting: Sitting, day: date, zone: ZoneInfo) -> str:
    start, plan = sitting.start.astimezone(zone), sitting.meeting.plan
    if start.date() < day:
        when = f"{start.month}月{start.day}日起"
    else:
        when = f"{'今日' if start.date() == day else '明日'}{start:%H:%M}"
    return f"{when} {_short(plan.title)}" + (f"（{_short(plan.room)}）" if plan.room else "")


def _waiting(waiting: Sequence[Waiting]) -> Iterator[str]:
    if waiting:
        yield "【未答复】"
        yield from _cut([f"{_short(each.title)}：{_names(each.names)}" for each in waiting], WAITING)


def _names(names: Sequence[str]) -> str:
    rest = f"等{len(names)}人" if len(names) > NAMES else ""
    return "、".join(names[:NAMES]) + rest


def _matters(matters: Sequence[str]) -> Iterator[str]:
    if matters:
        yield f"【交接】待办{len(matters)}项"
        yield from _cut([_short(matter) for matter in matters], MATTERS)


def _changes(found: Changes) -> Iterator[str]:
    for verb, titles in (("新增", found.added), ("更新", found.replaced), ("移除", found.removed)):
        if titles:
            names = "".join(f"《{_short(title.strip('《》'))}》" for title in titles[:TITLES])
            rest = f"等{len(titles)}份" if len(titles) > TITLES else ""
            yield f"【文件】{verb}{names}{rest}"


def _article(article: Article) -> Iterator[str]:
    yield "【每日一条】"
    yield article.text
    yield f"——{article.source}"


def _cut(lines: Sequence[str], count: int) -> list[str]:
    """Return the first lines, the last one of them with the number of all when there are more."""
    shown = list(lines[:count])
    return [*shown[:-1], shown[-1] + _rest(lines, count)]


def _rest(lines: Sequence[object], count: int) -> str:
    return f"……等{len(lines)}项" if len(lines) > count else ""


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE else f"{line[:TITLE]}……"
