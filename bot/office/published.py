"""Days off, worked weekends and solar terms, from the package chinesecalendar, which lives here alone."""

from collections import defaultdict
from datetime import date

from chinese_calendar import constants, get_solar_terms

from bot.office.calendar import SpecialDay

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def published_years() -> dict[int, tuple[SpecialDay, ...]]:
    """Return the special days of every year that the package knows."""
    years: defaultdict[int, list[SpecialDay]] = defaultdict(list)
    for is_working, days in ((False, constants.holidays), (True, constants.workdays)):
        for day, name in days.items():
            years[day.year].append(SpecialDay(day, is_working, NAMES[name]))
    return {year: tuple(sorted(days, key=lambda day: day.date)) for year, days in years.items()}


def solar_term(day: date) -> str:
    """Return the solar term (节气) that begins on a day from 1900 to 2100, or ""."""
    return next((name for _, name in get_solar_terms(day, day)), "")
