"""Roles as the numbers in buttons."""

from bot.permissions import GIVEN, Role

NO_ROLE = 0


def number_of(role: Role) -> int:
    """Return the number that stands for a role in a button."""
    return GIVEN.index(role) + 1


def role_of(number: int) -> Role | None:
    """Return the role that a number of a button stands for, or None when it was made up."""
    return GIVEN[number - 1] if 0 < number <= len(GIVEN) else None
