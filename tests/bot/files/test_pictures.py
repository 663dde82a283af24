"""Pictures of rosters and of shares: their size, their glyphs, and that they show what they are given."""

import struct
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from io import BytesIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import matplotlib
import pytest
from matplotlib.image import imread

from bot.files.pictures import draw_roster, draw_statistics
from bot.office.calendar import Calendar
from bot.office.duty.lines import RosterLine, roster_lines
from bot.office.duty.shifts import Hours, Shift, Tier
from bot.office.duty.statistics import Statistics, count
from bot.office.people import Person
from bot.office.published import published_years

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(published_years())
FIRST = date(2026, 10, 1)
DAYTIME, NIGHT = Hours(time(8, 30), time(17, 30)), Hours(time(17, 30), time(8, 30))
A4 = (1240, 1753)  # 210 by 297 millimetres at 150 dots an inch
MILLIMETRE = 150 / 25.4  # dots
PHONE = 360  # points that a telephone is wide


def shifts(officers: Sequence[str] = ("张三",), *, days: int = 31, hours: Hours = NIGHT) -> list[Shift]:
    leader = Person(99, "李四", "13900000000")
    return [
        Shift(*hours.on(FIRST + day * timedelta(1), ZONE), Person(number, name, f"138{number:08}"), leader)
        for day in range(days)
        for number, name in enumerate(officers)
    ]


def lines(made: Sequence[Shift]) -> tuple[RosterLine, ...]:
    return roster_lines(made, calendar=CALENDAR, zone=ZONE)


def counted(made: Sequence[Shift]) -> Statistics:
    last = FIRST + timedelta(60)
    return count(made, FIRST, last, calendar=CALENDAR, zone=ZONE, people={Tier.OFFICER: [Person(77, "赵六")]})


def borders(picture: bytes) -> tuple[int, int, int, int]:
    """Return how many dots around what is drawn are white: above, below, left, right."""
    inked = (imread(BytesIO(picture))[..., :3] < 1).any(axis=2)
    rows, columns = inked.any(axis=1), inked.any(axis=0)
    first, last, left, right = (int(each.argmax()) for each in (rows, rows[::-1], columns, columns[::-1]))
    return first, last, left, right


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize(
    "made",
    [
        [],
        shifts(days=1),
        shifts(),
        shifts(["买买提·艾力江·阿不都热依木", "欧阳明月"]),
        [*shifts(hours=DAYTIME), *shifts(["张三", "王五", "孙八"])],
    ],
    ids=["empty", "one day", "a month", "long names", "day and night"],
)
def test_a_roster_fits_its_page_which_is_no_larger_than_a4(made: list[Shift]) -> None:
    picture = draw_roster("2026年10月值班表", lines(made), note="值班电话：0571-88880000")
    width, height = size(picture)
    assert width <= A4[0]
    assert height <= A4[1]
    for white in borders(picture):
        assert 4 < white / MILLIMETRE < 11


def test_a_roster_is_as_high_as_its_rows_until_the_page_is_full() -> None:
    heights = [size(draw_roster("值班表", lines(shifts(days=days))))[1] for days in (1, 2, 10, 20, 31)]
    assert [later > before for before, later in pairwise(heights)] == [True] * 4
    assert heights[0] < A4[1] / 4
    assert heights[-1] == A4[1]


@pytest.mark.parametrize("days", [1, 14, 31])
def test_a_roster_can_be_read_on_a_telephone(days: int) -> None:
    width, _ = size(draw_roster("2026年10月值班表", lines(shifts(days=days)), note="值班电话：0571-88880000"))
    assert 12 * 150 / 72 * PHONE / width > 7  # points of its texts, as wide as the telephone is


def test_different_names_give_different_pictures() -> None:
    # Were there no glyphs, all names would be the same row of boxes.
    pictures = {draw_roster("值班表", lines(shifts([name], days=1))) for name in ("张三", "王五", "赵六")}
    assert len(pictures) == 3


def test_the_same_roster_gives_the_same_picture() -> None:
    assert draw_roster("值班表", lines(shifts(days=2))) == draw_roster("值班表", lines(shifts(days=2)))


@pytest.mark.parametrize("title", ["值班表😀", "$x^2$值班表", "国庆节期间带班值班安排表" * 5, " "])
def test_any_title_can_be_written(title: str) -> None:
    assert all(white > 4 * MILLIMETRE for white in borders(draw_roster(title, lines(shifts(days=1)))))


def test_rare_characters_of_names_have_glyphs() -> None:
    one, other = (draw_roster("值班表", lines(shifts([name], days=1))) for name in ("张喆", "张䶮"))
    assert one != other


def test_weekends_holidays_and_worked_weekends_look_different() -> None:
    ordinary, weekend, holiday, worked = (
        draw_roster("值班表", [line]) for line in lines(shifts()) if line.day.day in (8, 11, 7, 10)
    )
    assert len({ordinary, weekend, holiday, worked}) == 4


def test_statistics_grow_with_the_people() -> None:
    few, many = counted(shifts(["张三"])), counted(shifts(["张三", "王五", "孙八", "周九"]))
    assert size(draw_statistics("值班统计", few))[0] == A4[0]
    assert size(draw_statistics("值班统计", few))[1] < size(draw_statistics("值班统计", many))[1]


def test_statistics_show_kinds_of_days_and_nights() -> None:
    made = [shifts(hours=NIGHT), shifts(hours=DAYTIME), shifts(days=7), []]
    assert len({draw_statistics("值班统计", counted(each)) for each in made}) == len(made)


def test_several_threads_draw_at_once_and_leave_the_settings_alone() -> None:
    before = dict(matplotlib.rcParams)
    expected = draw_roster("值班表", lines(shifts(days=3)))
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda _: draw_roster("值班表", lines(shifts(days=3))), range(4)))
    assert set(drawn) == {expected}
    assert dict(matplotlib.rcParams) == before
