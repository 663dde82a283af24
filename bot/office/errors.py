"""What the office's rules refuse, in the words that people read.

OfficeError
├── NobodyAvailable  a day of duty is left without anybody: the lists or the absences are changed
├── NoticeFault      the arrangement of a year's days off is mended at the place that it names, and imported again
└── YearUnknown      the State Council's table of a year is missing: it is imported
"""

from datetime import date


class OfficeError(Exception):
    """Something that cannot be done as it was asked; its words are for people."""


class YearUnknown(OfficeError):
    """The days off of a year are not known."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year}年的放假调休安排还没有导入，请管理员在国务院办公厅通知公布后导入。")
        self.year = year


class NobodyAvailable(OfficeError):
    """A day of duty has nobody who can take it."""

    def __init__(self, day: date, tier: str) -> None:
        super().__init__(
            f"{day.year}年{day.month}月{day.day}日没有可以安排的{tier}，请增加轮值人员或者调整不排班日期后再排。"
        )
        self.day = day
        self.tier = tier


class NoticeFault(OfficeError):
    """The arrangement of a year's days off cannot be taken in; ``place`` is a line or a cell, or "" for all of it."""

    def __init__(self, fault: str, place: str = "") -> None:
        super().__init__(f"{place}：{fault}，请核对后再导入。" if place else f"{fault}，请核对后再导入。")
        self.fault = fault
        self.place = place
