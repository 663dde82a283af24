"""What cannot be done with an outline as it was asked, in words for people."""

from bot.office.errors import OfficeError
from knowledge.outlining import OutlineFault

REFUSALS = (OfficeError, OutlineFault)
SHOWN = 30  # characters of what was not understood
EXAMPLES = "把“甲”改成“乙”；第二部分加一条：……；在第二部分后面加一部分“经费保障”；删去第三部分第一条"


class TooLong(OfficeError):
    """Words are longer than their place."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"{what}太长了，请控制在{most}字以内。")


class UnknownKind(OfficeError):
    """There is no such kind of writing."""

    def __init__(self, words: str) -> None:
        super().__init__(f"没有“{words}”这个文种，请发送 /outline 按提示选择。")


class NotUnderstood(OfficeError):
    """A change is not understood."""

    def __init__(self, words: str) -> None:
        line = " ".join(words.split())
        shown = line if len(line) <= SHOWN else f"{line[:SHOWN]}……"
        super().__init__(f"没有看懂“{shown}”是要怎样改这份提纲，可以这样说：{EXAMPLES}。")


class NoVersion(OfficeError):
    """There is no version of that number, or it is the one that counts."""

    def __init__(self, number: int, current: int) -> None:
        reason = "现在就是" if number == current else "没有"
        super().__init__(f"{reason}第{number}版。")


class NothingBefore(OfficeError):
    """There is no version before."""

    def __init__(self) -> None:
        super().__init__("已经是第一版，没有更早的了。")
