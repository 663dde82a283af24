"""Dates: the form of the date at the end, impossible days, weekdays that do not fit, years left from last time."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from bot.office.calendar import WEEKDAYS
from bot.office.proofing.context import Context
from bot.office.proofing.findings import FIGURES, LAYOUT, Finding, Line, must, should
from bot.office.proofing.manuscript import Manuscript

FORM = f"{LAYOUT}第7.3.5条"
LEAP = 2024

_RIGHT = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})\s*年\s*)?(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号](?!常|报|志)"
)
_WEEKDAY = re.compile(
    rf"{_DATE.pattern}\s?(?:[上下]午|晚上?)?\s?[（(，,]?\s?(?:星期|周|礼拜)(?P<weekday>[{WEEKDAYS}天])"
    r"(?!\s*[）)]?\s*[至到—\-~～、和])"
)
_SHORT_YEAR = re.compile(r"(?<![\d—\-~.〔（(第])([012]\d)年\d{1,2}月(?:\d{1,2}日)?")
_YEAR_ALONE = re.compile(r"(?<![\d.])20\d{2}(?=年?度?)(?:度(?!假)|[上下]半年|第?[一二三四]季度)")
_CHINESE_YEAR = re.compile("[一二][〇○零Oo0◯九][一二三四五六七八九〇○零Oo0◯]{2}年")
_PLAN = re.compile(
    r"(?:定于|将于|拟于|请于|务于|务必于|须于|应于|必须在|务必在|请在)\s*(?P<date>(?P<year>\d{4})年(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})日)?)"
    r"|(?P<date2>(?P<year2>\d{4})年(?P<month2>\d{1,2})月(?:(?P<day2>\d{1,2})日|底)?)(?:[^，。；]{0,8})前[^，。；]{0,12}(?:报送|上报|报至|反馈|完成|提交|报到)"
)
_DONE = re.compile("已经?于?|曾于?|如期")


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with dates."""
    if paper.date is not None:
        yield from _closing_date(paper.date, context)
    assumed = _assumed(paper, context)
    for line in paper.lines:
        yield from _impossible(line)
        yield from _weekdays(line, assumed)
        if line is not paper.date:
            yield from _years(line)
    yield from _plans(paper, _written(paper) or context.today)


def _closing_date(line: Line, context: Context) -> Iterator[Finding]:
    bare = line.text.strip()
    found = _RIGHT.fullmatch(re.sub(r"\s", "", bare))
    if found is None:
        yield must(line, _what_is_wrong(bare), FORM)
    elif found[2].startswith("0") or found[3].startswith("0"):
        yield must(line, "成文日期的月、日不编虚位，1月不写01月。", FORM)
    elif int(found[1]) < context.today.year:
        yield should(line, f"成文日期是{found[1]}年，早于今年，请核对。")


def _what_is_wrong(bare: str) -> str:
    if re.fullmatch(r"\d{4}\s*年\s*\d{0,2}\s*月\s*日?", bare):
        return "成文日期没有写全，请补上月、日。"
    if re.search("[一二三四五六七八九十]", bare):
        return "成文日期应用阿拉伯数字，如2026年3月2日。"
    return "成文日期应写全年、月、日，如2026年3月2日。"


def _impossible(line: Line) -> Iterator[Finding]:
    for match in _DATE.finditer(line.text):
        year, month, day = int(match["year"] or LEAP), int(match["month"]), int(match["day"])
        if not (1 <= month <= 12 and year >= 1 and 1 <= day <= monthrange(year, month)[1]):
            yield must(line, f"没有“{match[0]}”这一天，请核对。", at=match.span())


def _weekdays(line: Line, assumed: Sequence[date]) -> Iterator[Finding]:
    for match in _WEEKDAY.finditer(line.text):
        written = WEEKDAYS.index(match["weekday"].replace("天", "日"))
        days = list(_days(line, match, assumed))
        if days and all(day.weekday() != written for day in days):
            yield must(line, _say_weekday(days[0], written), at=match.span())


def _days(line: Line, match: re.Match[str], assumed: Sequence[date]) -> Iterator[date]:
    """Yield the days that a date may be: of its own year, else of those assumed or of the last one in the line."""
    named = re.findall(r"(?<!\d)(20\d{2})年", line.text[: match.start()])[-1:]
    years = [match["year"]] if match["year"] else [*(str(day.year) for day in assumed), *named]
    days = [day for year in years if (day := _day(year, match))]
    yield from days
    # A paper of December speaks of January.
    if not match["year"] and days and days[0] < assumed[0]:
        yield from filter(None, [_day(str(assumed[0].year + 1), match)])


def _say_weekday(day: date, written: int) -> str:
    sentence = (
        f"{day.year}年{day.month}月{day.day}日是星期{WEEKDAYS[day.weekday()]}，与所写的星期{WEEKDAYS[written]}不符"
    )
    last = _day_of(day.year - 1, day.month, day.day)
    is_old = last is not None and last.weekday() == written
    return sentence + (f"，而与{day.year - 1}年相符，请核对是否沿用了旧稿。" if is_old else "。")


def _years(line: Line) -> Iterator[Finding]:
    for match in _SHORT_YEAR.finditer(line.text):
        yield should(line, "年份应写全四位数字。", FIGURES, at=match.span(1))
    for match in _YEAR_ALONE.finditer(line.text):
        yield must(line, "年份后缺“年”字。", at=match.span())
    for match in _CHINESE_YEAR.finditer(line.text):
        if re.search("[○零Oo0◯]", match[0]):
            yield should(line, "年份应用阿拉伯数字；用汉字时零写作“〇”。", FIGURES, at=match.span())


def _plans(paper: Manuscript, written: date) -> Iterator[Finding]:
    """Yield what is still to be done on a day that was past when the paper was written."""
    for line in paper.body:
        for match in _PLAN.finditer(line.text):
            year = int(match["year"] or match["year2"])
            if year < written.year and not _DONE.search(line.text[max(match.start() - 8, 0) : match.start()]):
                sentence = f"安排的时间是{year}年，早于{written.year}年，请核对是否沿用了旧稿。"
                yield should(line, sentence, at=match.span())


def _assumed(paper: Manuscript, context: Context) -> tuple[date, ...]:
    """Return the days from which dates without a year are read: the paper's own, else today, and the title's year."""
    year = re.search(r"(?<!\d)(20\d{2})年", paper.title.text)
    written = _written(paper)
    named = [date(int(year[1]), 1, 1)] if year else []
    return (written, *named) if written else (*named, context.today)


def _written(paper: Manuscript) -> date | None:
    match = _RIGHT.fullmatch(re.sub(r"\s", "", paper.date.text)) if paper.date else None
    return _day_of(int(match[1]), int(match[2]), int(match[3])) if match else None


def _day(year: str, match: re.Match[str]) -> date | None:
    return _day_of(int(year), int(match["month"]), int(match["day"]))


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
