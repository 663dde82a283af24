"""The people of the office as rosters and meetings name them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the office; ``user_id`` is their Telegram account once it is known."""

    id: int
    name: str
    phone: str = ""
    user_id: int | None = None
    position: str = ""  # 职务或科室, as "综合科科长"
