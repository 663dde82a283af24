"""What a new roster changes of the kept one, day by day. Pure.

A shift that is in both stays as it is, with its number and all that was told of it. Of the others of a day those of one
time are taken for the same shift with other people. Of a shift that is on only the people can change, as when somebody
falls ill; what is over is not changed any more.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.office.duty.shifts import Shift

Pair = tuple[Shift, Shift]
Look = tuple[datetime, datetime, str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """Shifts that come, shifts (before, after) that change, that stay, that go, and that it is too late to change.

    ``relieved`` are those (before, after) that get other people while they are on.
    """

    added: tuple[Shift, ...] = ()
    changed: tuple[Pair, ...] = ()
    unchanged: tuple[Shift, ...] = ()
    removed: tuple[Shift, ...] = ()
    begun: tuple[Shift, ...] = ()
    relieved: tuple[Pair, ...] = ()

    def __add__(self, other: "Changes") -> "Changes":
        """Return both together."""
        return Changes(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


def compare(kept: Iterable[Shift], wanted: Iterable[Shift], *, now: datetime, zone: ZoneInfo) -> Changes:
    """Return what changes on the days of the wanted shifts; days that these do not name are left alone."""
    old, new = _by_day(kept, zone), _by_day(wanted, zone)
    return sum((_compare_day(old.get(day, []), new[day], now) for day in sorted(new)), Changes())


def _by_day(shifts: Iterable[Shift], zone: ZoneInfo) -> dict[date, list[Shift]]:
    days: dict[date, list[Shift]] = {}
    for shift in shifts:
        days.setdefault(shift.day(zone), []).append(shift)
    return days


def _compare_day(kept: Sequence[Shift], wanted: Sequence[Shift], now: datetime) -> Changes:
    unchanged, old = _divided(kept, set(map(_look, wanted)))
    _, new = _divided(wanted, set(map(_look, kept)))
    past, going = _begun(old, now)
    late, coming = _begun(new, now)
    relieved = _take_pairs([shift for shift in past if now < shift.end], late, _is_same_time)
    changed = _take_pairs(going, coming, _is_same_time) + _take_pairs(going, coming, _is_same_day)
    # A day that is past may be entered afterwards, for the record, but not rewritten.
    if past or _begun(unchanged, now)[0]:
        return Changes(tuple(coming), changed, tuple(unchanged), tuple(going), tuple(late), relieved)
    return Changes((*late, *coming), changed, tuple(unchanged), tuple(going))


def _divided(shifts: Iterable[Shift], looks: set[Look]) -> tuple[list[Shift], list[Shift]]:
    """Return the shifts that look like one of these, and the others."""
    return _parted(shifts, lambda shift: _look(shift) in looks)


def _begun(shifts: Iterable[Shift], now: datetime) -> tuple[list[Shift], list[Shift]]:
    """Return the shifts that have begun, and the others."""
    return _parted(shifts, lambda shift: shift.start <= now)


def _parted(shifts: Iterable[Shift], is_first: Callable[[Shift], bool]) -> tuple[list[Shift], list[Shift]]:
    parts: tuple[list[Shift], list[Shift]] = ([], [])
    for shift in shifts:
        parts[not is_first(shift)].append(shift)
    return parts


def _take_pairs(old: list[Shift], new: list[Shift], are_one: Callable[[Shift, Shift], bool]) -> tuple[Pair, ...]:
    """Take out of both those that are one shift, in the order of the day."""
    pairs: list[Pair] = []
    for one in tuple(old):
        other = next((shift for shift in new if are_one(one, shift)), None)
        if other is not None:
            old.remove(one)
            new.remove(other)
            pairs.append((one, replace(other, id=one.id)))
    return tuple(pairs)


def _is_same_time(one: Shift, other: Shift) -> bool:
    return _time(one) == _time(other)


def _is_same_day(_one: Shift, _other: Shift) -> bool:
    return True


def _look(shift: Shift) -> Look:
    return *_time(shift), shift.officer.name, shift.leader.name


def _time(shift: Shift) -> tuple[datetime, datetime]:
    return shift.start, shift.end
