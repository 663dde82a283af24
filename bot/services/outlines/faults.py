"""What cannot be done with an outline as it was asked, in words for people."""

from bot.office.errors import OfficeError
from knowledge.outlining import OutlineFault

REFUSALS = (OfficeError, OutlineFault)


class TooLong(OfficeError):
    """Words are longer than their place."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"{what}太长了，请控制在{most}字以内。")


class UnknownKind(OfficeError):
    """There is no such kind of writing."""

    def __init__(self, words: str) -> None:
        super().__init__(f"没有“{words}”这个文种，请发送 /outline 按提示选择。")


class NotUnderstood(OfficeError):
    """A change is not understood, or finds nothing to change."""

    def __init__(self) -> None:
        super().__init__("没有看懂要改什么。可以这样说：第二部分加强督查；删去第三部分；标题改为……；主送改为……。")


class NothingBefore(OfficeError):
    """There is no version before."""

    def __init__(self) -> None:
        super().__init__("已经是第一版，没有更早的了。")
