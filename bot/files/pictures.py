"""Pictures for the wall and the chat: a roster, the shares of duty as bars.

Owns matplotlib and the typefaces that mplfonts brings (Noto CJK, under the Open Font License). Everything is drawn in
millimetres on a page of its own; nothing that matplotlib shares is changed, so any thread may draw. A roster's page is
no larger than A4, to be printed, and no larger than what is on it, to be read on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import Rectangle
from mplfonts.conf import FONT_DIR

from bot.office.calendar import DayKind
from bot.office.duty.lines import HEADER, RosterLine
from bot.office.duty.shifts import Tier
from bot.office.duty.statistics import Share, Statistics

DPI = 150
INCH = 25.4  # millimetres
POINT = INCH / 72
WIDTH, HEIGHT = 210.0, 297.0  # A4
MARGIN = 14.0
RIGHT = WIDTH - MARGIN

SANS = Path(FONT_DIR, "NotoSansCJKsc-Regular.otf")
SERIF = Path(FONT_DIR, "NotoSerifCJKsc-Regular.otf")
MISSING = "〓"  # what printers set for a character that the typeface lacks

INK, PALE_INK, RULE, PAPER, HEADING = "#1c2733", "#56636f", "#a9b4bf", "#ffffff", "#27496d"
TINTS = {DayKind.WEEKEND: "#fdf0cf", DayKind.HOLIDAY: "#f8d5ce"}
SHIFTED = "#d6e8f6"  # a weekend day that is worked
BARS = {DayKind.WORKING: "#5b8db8", DayKind.WEEKEND: "#e9b44c", DayKind.HOLIDAY: "#c8553d"}

TITLE, TEXT, SMALL = 25.0, 12.0, 9.0  # points
ROW = 10.0  # millimetres, where there is room
EDGE = 8.0  # around a roster
TABLE_TOP, TABLE_FOOT = 31.0, 15.0
FURTHER = 0.75  # of a row: what everybody but the first of several people adds to it
LEADING = 1.25  # height of a line to its size
LONGEST_TITLE = 28  # characters in one line
NARROWEST = 128.0  # what the legend and the note need beside each other

BAR, BAR_GAP = 5.6, 4.4
BARS_LEFT, BARS_RIGHT = MARGIN + 30.0, RIGHT - 34.0


def draw_roster(title: str, lines: Sequence[RosterLine], *, note: str = "") -> bytes:
    """Return the lines as a PNG of one page; hours that are the same in all of them stand once under the title."""
    hours = {line.hours for line in lines}
    columns = _columns(lines, with_hours=len(hours) > 1)
    grid = _grid(lines, columns)
    figure, axes = _page(grid.tops[-1] + TABLE_FOOT, grid.right + EDGE)
    middle = (grid.right + EDGE) / 2
    _write_title(axes, title, (middle, 13), width=grid.right - EDGE)
    if len(hours) == 1:
        _write(axes, f"每班时间：{lines[0].hours}", (middle, 25), size=TEXT, color=PALE_INK)
    _draw_table(axes, lines, columns, grid)
    _draw_legend(axes, lines, note, place=(grid.right, grid.tops[-1] + TABLE_FOOT - 8))
    return _png(figure)


def draw_statistics(title: str, statistics: Statistics) -> bytes:
    """Return the shares as a PNG: a bar for everybody, tier by tier, with a mark at the number of nights."""
    shown = [tier for tier in Tier if statistics.of(tier)]
    rows = len(statistics.shares)
    figure, axes = _page(54 + 24 * len(shown) + (BAR + BAR_GAP) * rows)
    _write_title(axes, title, (WIDTH / 2, 18), width=RIGHT - MARGIN)
    span = "至".join(f"{day.year}年{day.month}月{day.day}日" for day in (statistics.first, statistics.last))
    _write(axes, span, (WIDTH / 2, 31), color=PALE_INK)
    _draw_key(axes, 41)
    top = 49.0
    most = max((share.tally.turns for share in statistics.shares), default=0)
    for tier in shown:
        top = _draw_tier(axes, statistics, tier, top=top, scale=(BARS_RIGHT - BARS_LEFT) / max(most, 1))
    return _png(figure)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the roster: its heading and its texts, several people in a cell line by line."""

    heading: str
    texts: tuple[str, ...]

    @property
    def width(self) -> float:
        """Return the width of its widest text with the space around it, in millimetres."""
        lines = (line for text in (self.heading, *self.texts) for line in text.splitlines())
        return max(_width(line, TEXT, SANS) for line in lines) + 1.2 * TEXT * POINT


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the lines of a table stand, and the size of its texts in points."""

    tops: tuple[float, ...]
    lefts: tuple[float, ...]
    size: float

    @property
    def right(self) -> float:
        """Return where the table ends."""
        return self.lefts[-1]


def _grid(lines: Sequence[RosterLine], columns: Sequence[Column]) -> Grid:
    """Return the table of the size that its texts need; on a full page its rows are lower and its columns narrower."""
    shares = [1.0, *(1 + FURTHER * line.officer.count("、") for line in lines)]
    row = min(ROW, (HEIGHT - TABLE_TOP - TABLE_FOOT) / sum(shares))
    wanted = [column.width for column in columns]
    room = min(max(sum(wanted), NARROWEST - 2 * EDGE), WIDTH - 2 * EDGE)
    return Grid(
        tops=tuple(accumulate((share * row for share in shares), initial=TABLE_TOP)),
        lefts=tuple(accumulate(_shared_out(wanted, room), initial=EDGE)),
        size=min(TEXT, row * 0.86 / LEADING / POINT),
    )


def _columns(lines: Sequence[RosterLine], *, with_hours: bool) -> list[Column]:
    rows = [_texts(line, with_hours=with_hours) for line in lines]
    columns = [Column(heading, tuple(row[place] for row in rows)) for place, heading in enumerate(HEADER)]
    return [column for column in columns if any(column.texts) or not lines]


def _texts(line: RosterLine, *, with_hours: bool) -> tuple[str, ...]:
    """Return the texts of a line, column by column, with several people below each other."""
    return (
        f"{line.day.month}月{line.day.day}日",
        line.weekday,
        line.hours if with_hours else "",
        line.leader,
        line.leader_phone,
        line.officer.replace("、", "\n"),
        line.officer_phone.replace("、", "\n"),
        _remark(line),
    )


def _remark(line: RosterLine) -> str:
    return line.remark or (line.kind if line.kind is DayKind.WEEKEND else "")


def _draw_table(axes: Axes, lines: Sequence[RosterLine], columns: Sequence[Column], grid: Grid) -> None:
    for (top, foot), color in zip(pairwise(grid.tops), [HEADING, *map(_tint, lines)], strict=True):
        _fill(axes, (EDGE, top), (grid.right - EDGE, foot - top), color)
    for column, (left, right) in zip(columns, pairwise(grid.lefts), strict=True):
        for text, (top, foot) in zip((column.heading, *column.texts), pairwise(grid.tops), strict=True):
            centre = ((left + right) / 2, (top + foot) / 2)
            color = PAPER if top == TABLE_TOP else INK
            _write(axes, text, centre, size=grid.size, width=right - left - 2, height=(foot - top) * 0.92, color=color)
    axes.hlines(grid.tops, EDGE, grid.right, color=RULE, linewidth=0.7)
    axes.vlines(grid.lefts, TABLE_TOP, grid.tops[-1], color=RULE, linewidth=0.7)


def _shared_out(widths: Sequence[float], room: float) -> list[float]:
    """Return the widths of columns brought to the room that there is; the widest give way first."""
    limit = max(widths)
    while sum(min(width, limit) for width in widths) > room:
        limit *= 0.98
    kept = [min(width, limit) for width in widths]
    return [width + (room - sum(kept)) / len(kept) for width in kept]


def _tint(line: RosterLine) -> str:
    if line.kind is DayKind.WORKING and line.remark:
        return SHIFTED
    return TINTS.get(line.kind, PAPER) if line.kind else PAPER


def _draw_legend(axes: Axes, lines: Sequence[RosterLine], note: str, *, place: tuple[float, float]) -> None:
    """Draw what the tints that were used mean, and the note, which ends at ``place``."""
    used = {_tint(line) for line in lines}
    left, (right, y) = EDGE, place
    for tint, name in ((TINTS[DayKind.WEEKEND], "周末"), (TINTS[DayKind.HOLIDAY], "节假日"), (SHIFTED, "调休上班")):
        if tint in used:
            left = _draw_sample(axes, (left, y), tint, name)
    _write(axes, note, (right, y), size=SMALL + 1, width=right - left - 4, color=PALE_INK, align="right")


def _draw_key(axes: Axes, y: float) -> None:
    left = MARGIN
    for kind, color in BARS.items():
        left = _draw_sample(axes, (left, y), color, kind)
    _mark(axes, left + 2.2, y)
    _write(axes, "其中夜班次数", (left + 6.5, y), size=SMALL + 1, color=PALE_INK, align="left")


def _draw_sample(axes: Axes, place: tuple[float, float], color: str, name: str) -> float:
    """Draw a patch of colour with its name; return where the next one begins."""
    x, y = place
    _fill(axes, (x, y - 2), (6, 4), color, edge=RULE)
    _write(axes, name, (x + 7.5, y), size=SMALL + 1, color=PALE_INK, align="left")
    return x + 7.5 + _width(name, SMALL + 1, SANS) + 6


def _draw_tier(axes: Axes, statistics: Statistics, tier: Tier, *, top: float, scale: float) -> float:
    """Draw the bars of a tier from ``top`` down, ``scale`` millimetres a turn; return where the next tier begins."""
    total, spread = statistics.total(tier), statistics.spread(tier)
    words = f"共{total.turns}班次，最多与最少相差{spread}班" if spread else f"共{total.turns}班次，每人相同"
    _write(axes, tier, (MARGIN, top + 5), size=TEXT + 2, color=HEADING, align="left")
    _write(axes, words, (RIGHT, top + 5), size=SMALL + 1, color=PALE_INK, align="right")
    axes.plot([MARGIN, RIGHT], [top + 10] * 2, color=HEADING, linewidth=1.2)
    middle = top + 10 + BAR_GAP + BAR / 2
    for share in statistics.of(tier):
        _draw_share(axes, share, middle, scale)
        middle += BAR + BAR_GAP
    return middle + 6


def _draw_share(axes: Axes, share: Share, middle: float, scale: float) -> None:
    tally = share.tally
    _write(axes, share.person.name, (BARS_LEFT - 3, middle), width=BARS_LEFT - MARGIN - 3, align="right")
    left = BARS_LEFT
    for kind, turns in zip(BARS, (tally.working, tally.weekends, tally.holidays), strict=True):
        _fill(axes, (left, middle - BAR / 2), (turns * scale, BAR), BARS[kind])
        if turns:
            color = INK if kind is DayKind.WEEKEND else PAPER
            _write(axes, str(turns), (left + turns * scale / 2, middle), size=SMALL, width=turns * scale, color=color)
        left += turns * scale
    if tally.nights:
        _mark(axes, BARS_LEFT + tally.nights * scale, middle + BAR / 2 + 1.2)
    nights = f"，夜班{tally.nights}" if tally.nights else ""
    _write(axes, f"{tally.turns}班{nights}", (left + 4, middle), size=SMALL + 1, color=PALE_INK, align="left")


def _page(height: float, width: float = WIDTH) -> tuple[Figure, Axes]:
    """Return an empty page of so many millimetres, measured from its upper left corner."""
    figure = Figure(figsize=(width / INCH, height / INCH), dpi=DPI, facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return figure, axes


def _png(figure: Figure) -> bytes:
    out = BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _fill(axes: Axes, place: tuple[float, float], size: tuple[float, float], color: str, *, edge: str = "none") -> None:
    axes.add_patch(Rectangle(place, *size, facecolor=color, edgecolor=edge, linewidth=0.6))


def _mark(axes: Axes, x: float, y: float) -> None:
    axes.plot([x], [y], marker="^", markersize=6, color=INK, markeredgewidth=0)


def _write(
    axes: Axes,
    text: str,
    place: tuple[float, float],
    *,
    size: float = TEXT,
    width: float = WIDTH,
    height: float = ROW,
    font: Path = SANS,
    color: str = INK,
    align: str = "center",
) -> None:
    """Write a text, of one or more lines, no wider and no higher than given: smaller than ``size`` where it must be."""
    rows = text.splitlines()
    if not rows:
        return
    widest = max(_width(row, size, font) for row in rows)
    size *= min(1.0, width / widest if widest else 1.0, height / (len(rows) * size * POINT * LEADING))
    axes.text(
        *place,
        "\n".join(_drawable(row, font) for row in rows),
        fontproperties=FontProperties(fname=font, size=size),
        color=color,
        ha=align,
        va="center_baseline" if len(rows) == 1 else "center",
        multialignment="center",
        linespacing=1.1,
        parse_math=False,
    )


def _write_title(axes: Axes, title: str, place: tuple[float, float], *, width: float) -> None:
    """Write a title; a long one goes on two lines."""
    half = -(-len(title) // 2)
    text = title if len(title) <= LONGEST_TITLE else f"{title[:half]}\n{title[half:]}"
    _write(axes, text, place, size=TITLE, width=width, height=2 * ROW, font=SERIF)


def _width(text: str, size: float, font: Path) -> float:
    """Return how wide a text is, in millimetres."""
    face = get_font(font)
    face.set_size(size, 72)
    face.set_text(_drawable(text, font))
    return face.get_width_height()[0] / 64 * POINT


def _drawable(text: str, font: Path) -> str:
    """Return a text with the mark for every character that the typeface lacks."""
    face = get_font(font)
    return "".join(character if face.get_char_index(ord(character)) else MISSING for character in text)
