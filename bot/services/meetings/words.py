"""The words of one field of a meeting, and the corrections in which several fields are named."""

import re
from collections.abc import Iterator

from bot.office.errors import OfficeError
from bot.office.times.leads import read_leads
from bot.services.meetings.form import Field

# Characters of one field; all of them together go on one card.
LONGEST = {Field.TITLE: 100, Field.ROOM: 100, Field.PEOPLE: 800, Field.NOTES: 800}
LONG = 400
TOO_LONG = "{field}太长，最多{most}个字，请精简后重新填写。{hint}"
HINTS = {Field.PEOPLE: "参加人员可以写成“各科室负责人”“全体人员”。"}
NOTHING = re.compile(r"(?:暂?无|没有|不[用需填定]|暂?不?未?定|跳过)[。.]?")
LEADS_UNCLEAR = "没有看懂提醒时间，请写成“提前一天和半小时”“前一天下午五点提醒”或“不提醒”。"
_NAMES = {
    Field.TIME: "会议时间|开会时间|时间|日期",
    Field.ROOM: "会议地点|开会地点|地点|会议室|会场",
    Field.PEOPLE: "参加人员|参会人员|与会人员|参加|人员",
    Field.TITLE: "会议名称|会议主题|名称|主题|标题|事项",
    Field.LEADS: "提醒时间|提醒",
    Field.NOTES: "备注|要求",
}
_LABEL = re.compile(
    r"(?:^|(?<=[，,；;。\s]))(?:把|将)?(?:"
    + "|".join(f"(?P<{field.name}>{names})" for field, names in _NAMES.items())
    + r")\s*(?:改[到为成在]|换[到成为]|定[在为]|推迟到|提前到|[:：为是])\s*"
)
_EDGES = " \t\n，,；;。"


class NotUnderstood(OfficeError):
    """Words that cannot be read as what was asked for; the message says how to write them."""


def parts_of(text: str) -> Iterator[tuple[Field | None, str]]:
    """Yield the parts of a correction, each with the field that it names; None where it names none."""
    found = list(_LABEL.finditer(text))
    starts = [match.start() for match in found]
    if opening := text[: starts[0] if starts else len(text)].strip(_EDGES):
        yield None, opening
    for match, end in zip(found, [*starts, len(text)][1:], strict=True):
        field = next(field for field in Field if match[field.name])
        yield field, text[match.end() : end].strip(_EDGES)


def lead_words(words: str) -> str:
    """Return words that ask for reminders, also where only the lengths are given; raise NotUnderstood."""
    tries = ("不提醒",) if NOTHING.fullmatch(words) else (words, f"{words}提醒", f"提前{words}提醒")
    for each in tries:
        leads = read_leads(each)
        if leads.before or leads.at or leads.is_none:
            return each
    raise NotUnderstood(LEADS_UNCLEAR)


def unless_nothing(words: str) -> str:
    """Return the words, or "" when they say that there is nothing."""
    return "" if NOTHING.fullmatch(words) else words


def kept(field: Field, text: str) -> str:
    """Return the words of a field as they are kept; raise NotUnderstood when they are too many, for none is lost."""
    words, most = text.strip(), LONGEST.get(field, LONG)
    if len(words) > most:
        raise NotUnderstood(TOO_LONG.format(field=field, most=most, hint=HINTS.get(field, "")))
    return words
