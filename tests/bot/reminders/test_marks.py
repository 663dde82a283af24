"""The first line of a message that is late or perhaps a double: said when it must be, as short as it can be."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.reminders.marks import mark, moment
from bot.reminders.model import Delivery, Kind, Reminder

ZONE = ZoneInfo("Asia/Shanghai")
DUE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in the office
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def delivery(*, is_unsure: bool = False, missed: tuple[datetime, ...] = ()) -> Delivery:
    reminder = Reminder("k", Kind.NOTICE)
    return Delivery(1, reminder, 1, "", 5, DUE, DUE + DAY, is_unsure=is_unsure, missed=missed)


@pytest.mark.parametrize(
    ("late", "is_unsure", "missed", "first_line"),
    [
        (timedelta(0), False, (), None),
        (2 * MINUTE, False, (), None),
        (2 * MINUTE + timedelta(seconds=1), False, (), "（补发，原定09:00）"),
        (DAY, False, (), "（补发，原定3月2日 09:00）"),
        (16 * HOUR, False, (), "（补发，原定3月2日 09:00）"),  # past midnight
        (timedelta(0), True, (), "（可能重复）"),
        (HOUR, True, (), "（可能重复）（补发，原定09:00）"),
        (timedelta(0), False, (DUE - HOUR,), "（补发，原定08:00、09:00）"),
        (MINUTE, False, (DUE - 2 * DAY, DUE - DAY), "（补发，原定2月28日 09:00、3月1日 09:00、09:00）"),
    ],
)
def test_the_first_line_says_what_is_unusual(
    late: timedelta, is_unsure: bool, missed: tuple[datetime, ...], first_line: str | None
) -> None:
    text = mark("该交班了", delivery(is_unsure=is_unsure, missed=missed), DUE + late, ZONE)
    assert text == ("该交班了" if first_line is None else f"{first_line}\n该交班了")


def test_a_long_row_of_missed_times_is_cut_short() -> None:
    missed = tuple(DUE - days * DAY for days in range(30, 0, -1))
    text = mark("该交班了", delivery(missed=missed), DUE, ZONE)
    assert text == "（补发，原定1月31日 09:00至09:00，共31次）\n该交班了"


@pytest.mark.parametrize(
    ("after", "held", "is_marked"),
    [(8 * HOUR, 8 * HOUR, False), (8 * HOUR + 3 * MINUTE, 8 * HOUR, True), (HOUR, 8 * HOUR, False)],
)
def test_what_quiet_hours_held_back_is_late_only_after_them(after: timedelta, held: timedelta, is_marked: bool) -> None:
    text = mark("简报", delivery(), DUE + after, ZONE, held_until=DUE + held)
    assert text.startswith("（补发") is is_marked


@pytest.mark.parametrize(
    ("at", "words"), [(DUE, "09:00"), (DUE - 10 * HOUR, "3月1日 23:00"), (DUE - 9 * HOUR, "00:00")]
)
def test_a_time_of_today_goes_without_its_date(at: datetime, words: str) -> None:
    assert moment(at, DUE, ZONE) == words
