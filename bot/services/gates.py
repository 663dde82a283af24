"""The gates before anything is kept that people write down: who may write it, and that it bears no mark."""

from collections.abc import Iterable

from bot.office.errors import OfficeError
from bot.permissions import Act
from bot.services.office import Office
from knowledge.secrecy import is_marked


class NotRegistered(OfficeError):
    """Someone who is not known by name wants something kept or shown that is the office's own."""

    def __init__(self) -> None:
        super().__init__("您还没有登记姓名，请发送 /iam 加姓名登记后再办理。")


class MarkedText(OfficeError):
    """What was to be kept bears a mark; its words are not repeated."""

    def __init__(self) -> None:
        super().__init__("内容带有密级标志，没有保存。涉密内容不得在此处理，请通过规定的渠道办理。")


def check_unmarked(texts: Iterable[str]) -> None:
    """Raise MarkedText when a text bears a classification mark, or several do together."""
    found = tuple(texts)
    if any(map(is_marked, (*found, " ".join(found)))):
        raise MarkedText


def check_registered(office: Office, user_id: int) -> None:
    """Raise NotRegistered unless an account is known by name or may do so in another's stead."""
    if office.person(user_id) is None and not office.may(user_id, Act.STAND_IN):
        raise NotRegistered
