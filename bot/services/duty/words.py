"""People of a shift in the words and the HTML that messages have in common."""

import html

from bot.office.duty.shifts import Shift, Tier
from bot.office.people import Person


def named(person: Person) -> str:
    """Return a name with its telephone number: 张三 13800000001."""
    return html.escape(f"{person.name} {person.phone}".strip(), quote=False)


def mention(person: Person) -> str:
    """Return a name that Telegram rings for, where the account is known."""
    name = html.escape(person.name, quote=False)
    return f'<a href="tg://user?id={person.user_id}">{name}</a>' if person.user_id else name


def people_lines(shift: Shift) -> list[str]:
    """Return a line for each of the two: 值班员：张三 13800000001."""
    return [f"{tier}：{named(shift.person(tier))}" for tier in Tier]
