"""Days as the notice spells them: 2月15日（农历腊月二十八、周日）至23日（周一）、2月28日."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.office.calendar import DAY, WEEKDAYS, short_date, weekday
from bot.office.errors import NoticeFault

DATE = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]*\))?"
RANGE = rf"{DATE}(?:(?:至|到|[-—–~]+){DATE})?"
DAYS = rf"{RANGE}(?:[、和及,]{RANGE})*"
PARTS = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
WEEKDAY = re.compile(rf"(?:周|星期)([{WEEKDAYS}天])")
DECEMBER = 12
LONGEST = 15  # days of a holiday


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the dates of one sentence are to be read: in which year, and whether December is that of the year before."""

    year: int
    reaches_back: bool
    place: str

    def days(self, text: str) -> list[date]:
        """Return the days of a list of days and ranges; raise NoticeFault."""
        found: list[date] = []
        for part in re.findall(RANGE, text):
            first, *rest = self._ends(part, found[-1] if found else None)
            last = rest[0] if rest else first
            if not 0 <= (last - first).days < LONGEST:
                raise self._fault(f"{short_date(first)}至{short_date(last)}的起止不对")
            found += (first + count * DAY for count in range((last - first).days + 1))
        return found

    def _ends(self, part: str, before: date | None) -> Iterator[date]:
        """Yield the first and, of a range, the last day; a month that is not written is that of the day before."""
        for year, month, day, remark in PARTS.findall(part):
            if not month and before is None:
                raise self._fault(f"{day}日没有写月份")
            before = self._date(year, int(month) if month or before is None else before.month, int(day))
            self._check_weekday(before, remark)
            yield before

    def _date(self, year: str, month: int, day: int) -> date:
        is_before = self.reaches_back and month == DECEMBER
        number = int(year) if year else self.year - is_before
        if number != self.year and (number, month) != (self.year - 1, DECEMBER):
            raise self._fault(f"{number}年{month}月{day}日不在{self.year}年")
        try:
            return date(number, month, day)
        except ValueError:
            raise self._fault(f"没有{month}月{day}日这一天") from None

    def _check_weekday(self, day: date, remark: str) -> None:
        said = WEEKDAY.search(remark)
        if said and said[1].replace("天", "日") != WEEKDAYS[day.weekday()]:
            raise self._fault(f"{short_date(day)}写的是{said[0]}，实际是{weekday(day)}")

    def _fault(self, words: str) -> NoticeFault:
        return NoticeFault(words, self.place)
