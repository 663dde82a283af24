"""The arrangement of a year's days off, as a notice and as a table."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

import pytest

from bot.office.calendar import DAY, WEEKDAYS, Calendar, SpecialDay
from bot.office.errors import NoticeFault
from bot.office.notice import read_list, read_notice
from bot.office.published import published_years
from bot.office.rows import Row, Value

YEARS = range(2014, 2027)
PUBLISHED = [day for days in published_years().values() for day in days]
ORDINALS = "一二三四五六七八"

Run = list[date]


def of_notice(year: int) -> list[SpecialDay]:
    """Return the days that the notice of a year names: 元旦 may begin in the December before."""
    return [day for day in PUBLISHED if day.date.year + (day.holiday == "元旦" and day.date.month == 12) == year]


def runs(days: Iterable[date]) -> list[Run]:
    """Return the days in runs of days that follow on each other."""
    found: list[Run] = []
    for day in sorted(days):
        if found and day - found[-1][-1] == DAY:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def holidays(year: int) -> dict[str, list[SpecialDay]]:
    """Return the days of a notice under their headings; holidays that run into each other share one."""
    days = of_notice(year)
    heading = {day.holiday: day.holiday for day in days}
    names = {day.date: day.holiday for day in days if not day.is_working}
    for run in runs(names):
        together = list(dict.fromkeys(names[day] for day in run))
        heading |= dict.fromkeys(together, "、".join(together))
    if "中秋节" not in heading:  # fell on a day of 国庆节
        heading["国庆节"] = "国庆节、中秋节"
    found: defaultdict[str, list[SpecialDay]] = defaultdict(list)
    for day in days:
        found[heading[day.holiday]].append(SpecialDay(day.date, day.is_working, heading[day.holiday]))
    return found


class Wording:
    """How notices of a time are worded; the later ones give every weekday."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.gives_all = year >= 2025
        self.counts = year >= 2016

    def text(self) -> str:
        items = [
            f"{ordinal}、{name}：{self.item(days)}"
            for ordinal, (name, days) in zip(ORDINALS, holidays(self.year).items(), strict=False)
        ]
        return "\n".join(
            [
                f"关于{self.year}年部分节假日安排的通知",
                "现将放假日期通知如下。",
                *items,
                "国务院办公厅",
                f"{self.year - 1}年11月4日",
            ]
        )

    def item(self, days: Sequence[SpecialDay]) -> str:
        off = runs(day.date for day in days if not day.is_working)
        worked = [day.date for day in days if day.is_working]
        first, *others = (self.run(run) for run in off)
        text = f"{first}放假{'调休' if worked else ''}" + "".join(f"，{run}补休" for run in others)
        text += f"，共{sum(map(len, off))}天。" if self.counts else "。"
        return text + ("、".join(self.day(day, weekday=True) for day in worked) + "上班。" if worked else "")

    def run(self, run: Run) -> str:
        first, last = run[0], run[-1]
        text = self.day(first, weekday=self.gives_all)
        if first == last:
            return text
        same = (first.year, first.month) == (last.year, last.month)
        return f"{text}至{self.day(last, weekday=self.gives_all, month=not same)}"

    def day(self, day: date, *, weekday: bool, month: bool = True) -> str:
        text = f"{day.month}月{day.day}日" if month else f"{day.day}日"
        name = WEEKDAYS[day.weekday()]
        return text + (f"（{'周' if self.gives_all else '星期'}{name}）" if weekday else "")


@pytest.mark.parametrize("year", YEARS)
def test_the_notice_of_every_year_gives_what_was_published(year: int) -> None:
    days = sorted((day for group in holidays(year).values() for day in group), key=lambda day: day.date)
    assert read_notice(Wording(year).text()) == (year, tuple(days))


NOTICE = """\
国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
鼓励各单位安排职工在2月13日休息。节假日期间，要妥善安排好值班。
2025年11月4日
"""
DAYS_2026 = published_years()[2026]


def test_a_notice_as_it_is_published_is_read() -> None:
    assert read_notice(NOTICE) == (2026, DAYS_2026)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("。\n", "。"),
        ("\n", "\r\n"),
        ("\n", "\n\n　　"),
        ("、2月28日", "、\n2月28日"),
        ("共9天。2月", "共9天。\n2月"),
        ("五、端午节：", "5. 端午: "),
        ("四、劳动节", "（四）“五一”国际劳动节"),
        ("四、劳动节", "四、国际劳动节"),
        ("2026年部分节假日安排", "2026年放假安排"),
        ("1月1日（周四）至3日", "２０２６年１月１日（星期四）－３日"),
        ("2月28日（周六）上班", "28日补上班"),
        ("至5日（周二）放假调休，共5天", "到5月5日（周二）放假5天"),
        ("放假，共3天", "放假"),
        ("（周日）", "（星期天）"),
        ("至21日（周日）放假，共3天", "放假，与周末连休。6月20日、21日公休"),
    ],
)
def test_a_notice_is_read_however_it_was_passed_on(old: str, new: str) -> None:
    assert old in NOTICE
    assert read_notice(NOTICE.replace(old, new)) == (2026, DAYS_2026)


@pytest.mark.parametrize(
    "text", ["12月31日至1月2日放假调休，共3天", "2025年12月31日（周三）至2026年1月2日（周五）放假"]
)
def test_the_first_holiday_may_begin_in_the_year_before(text: str) -> None:
    _, days = read_notice(NOTICE.replace("1月1日（周四）至3日（周六）放假调休，共3天", text))
    assert [day.date for day in days[:4]] == [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 4)]
    assert Calendar({2026: days}).holiday(date(2025, 12, 31)) == "元旦"


def test_a_day_that_is_decreed_for_one_year_is_read_too() -> None:
    extra = "八、抗战胜利纪念日：9月3日至5日放假调休，共3天。9月6日（周日）上班。\n"
    _, days = read_notice(NOTICE.replace("鼓励", extra + "鼓励"))
    assert {day.holiday for day in days if day.date.month == 9 and day.date.day < 7} == {"抗战胜利纪念日"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("3日（周六）", "3日（周五）", "第2行：1月3日写的是周五，实际是周六"),
        ("共9天", "共8天", "第3行：写的是8天，按日期是9天"),
        ("4日（周六）至6日（周一）放假，共3天", "4日放假3天", "第4行：写的是3天，按日期是1天"),
        ("5月9日（周六）", "5月8日", "第5行：5月8日是周五，本来就上班"),
        ("6月19日（周五）至21日", "6月19日（周五）至31日", "第6行：没有6月31日这一天"),
        ("9月25日（周五）", "25日（周五）", "第7行：25日没有写月份"),
        ("1日（周四）至7日（周三）", "7日至1日", "第8行：10月7日至10月1日的起止不对"),
        ("10月1日（周四）至7日（周三）", "9月7日至10月7日", "第8行：9月7日至10月7日的起止不对"),
        ("10月10日", "2027年10月10日", "第8行：2027年10月10日不在2026年"),
        ("5月9日（周六）上班", "5月2日上班", "第5行：5月2日出现了两次"),
        ("5月9日（周六）上班", "5月9日（周六）安排照旧，不放假", "第5行：看不懂“5月9日(周六)安排照旧,不放假”"),
        ("端午节：", "端午节", "第6行：看不懂"),
        ("五、端午节：6月19日（周五）至21日（周日）放假，共3天。", "", "缺少端午节的放假安排"),
        ("至27日（周日）放假，共3天", "休市", "第7行：看不懂"),
        ("\n鼓励", "\n八、校庆：10月20日放假。\n鼓励", "第9行：看不懂“八、校庆:10月20日放假”"),
        ("2026年", "", "看不出是哪一年的安排"),
        ("国务院办公厅", "2025年放假安排 国务院办公厅", "看不出是哪一年的安排"),
    ],
)
def test_a_doubtful_notice_is_refused_with_its_place(old: str, new: str, fault: str) -> None:
    assert old in NOTICE
    with pytest.raises(NoticeFault) as raised:
        read_notice(NOTICE.replace(old, new))
    assert str(raised.value).startswith(fault)
    assert str(raised.value).endswith("，请核对后再导入。")


@pytest.mark.parametrize("text", ["", "下周一放假", "2026年放假安排", "2026年节假日：\n元旦：\n春节："])
def test_a_text_that_is_no_notice_is_refused(text: str) -> None:
    with pytest.raises(NoticeFault):
        read_notice(text)


def table(days: Iterable[SpecialDay], **changes: Value) -> list[Row]:
    """Return the days as a table with a title, with some cells changed by their names."""
    titles: list[tuple[Value, ...]] = [("2026年放假安排", "", ""), ("日期", "类型", "节日名称")]
    cells = [*titles, *((day.date, "上班" if day.is_working else "放假", day.holiday) for day in days)]
    changed = [
        tuple(changes.get(f"{letter}{number}", cell) for letter, cell in zip("ABC", row, strict=True))
        for number, row in enumerate(cells, 1)
    ]
    return [Row(number, row) for number, row in enumerate(changed, 1)]


@pytest.mark.parametrize("year", [2019, 2022, 2026])
def test_a_table_of_a_year_gives_the_same(year: int) -> None:
    days = sorted(of_notice(year), key=lambda day: day.date)
    assert read_list(table(days)) == (year, tuple(days))


@pytest.mark.parametrize(
    "changes",
    [
        {"A3": "2026-01-01"},
        {"A3": "2026/1/1"},
        {"A3": "2026年1月1日"},
        {"A3": datetime.combine(date(2026, 1, 1), time())},
        {"B3": "休", "B6": "班"},
        {"B3": "调休", "B6": "调休"},
        {"C3": "元旦节", "C6": "元旦"},
    ],
)
def test_a_table_is_read_in_the_words_that_people_use(changes: dict[str, Value]) -> None:
    assert read_list(table(DAYS_2026, **changes)) == (2026, DAYS_2026)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"A3": "元月一日"}, "A3：“元月一日”不是日期"),
        ({"A3": "2026-02-30"}, "A3：“2026-02-30”不是日期"),
        ({"A3": ""}, "A3：“”不是日期"),
        ({"A3": date(2025, 1, 1)}, "A3：2025年的日期和2026年的混在一起"),
        ({"B4": "加班"}, "B4：“加班”应是“放假”或“上班”"),
        ({"B3": "上班"}, "A3：1月1日是周四，本来就上班"),
        ({"C5": "周六"}, "C5：“周六”不是节日名称"),
        ({"A4": date(2026, 1, 1)}, "A4：1月1日出现了两次"),
        ({"B2": "备注"}, "没有找到表头"),
    ],
)
def test_a_doubtful_table_is_refused_with_its_cell(changes: dict[str, Value], fault: str) -> None:
    with pytest.raises(NoticeFault) as raised:
        read_list(table(DAYS_2026, **changes))
    assert str(raised.value).startswith(fault)


def test_a_table_that_lacks_a_holiday_is_refused() -> None:
    days = [day for day in DAYS_2026 if day.holiday not in ("端午节", "中秋节")]
    with pytest.raises(NoticeFault, match="缺少端午节、中秋节的放假安排"):
        read_list(table(days))
