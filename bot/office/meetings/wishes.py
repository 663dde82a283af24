"""Whether a text wishes to set up a meeting, or asks or tells something about meetings.

Rather too strict than too lenient: whoever is not understood can say it with the command, but a question that is taken
for a wish gets no answer.
"""

import re

from bot.office.meetings.wording import EDGE, HELD, KIND
from bot.office.times.cycles import POLICY
from bot.office.times.folding import fold
from bot.office.times.phrases import Phrase, read_phrases
from bot.office.times.scanning import plain

_POLITE = re.compile(r"[,\s]*(?:可以吗|行吗|好吗|好不好|行不行|谢谢您?|辛苦了?|麻烦了|拜托了?)?[\s。!?？！~]*$")
_ASKS = re.compile(
    r"[?？吗呢]|多[久少长]|几[天次点个遍]|怎么|怎样|如何|什么|哪|谁|是否|能否|可否|有没有|是不是|要不要|还是|为何|咋"
)
# What tells of rules, of what was or of others, or wants something else done than a new meeting.
_OTHERWISE = re.compile(
    r"应当|应该|规定|取消|改期|改到|改为|推迟|延期|提前到|挪到|调整到|纪要|会议记录|(?:已经?|刚)开|开[过完了]|上次"
    r"|查一?[下询看]|看一?下|请假|[去不]能?参加|去.{0,6}开会|外出|不用?开|写一?[份篇]|起草|拟一?[份个]|帮我写|讲话稿|主持词|总结一下"
)
# What a notice says of those who cannot come: 不得请假, 有事向办公室请假, 不能参加的请提前说明.
_EXCUSED = re.compile(
    r"(?:不得|不准|不许|不可|无故|有事|因故|如有|确需|如需|如因|原则上|特殊)[^,。;!\n]{0,12}(?:请假|参加)"
    r"|[不无][能法]参加(?:会议)?的[^,。;!\n]*|(?:向|履行)[^,。;!\n]{1,10}请假[^,。;!\n]{0,4}"
)
_NOTICE = re.compile(r"(?:^|\n)[^\n]{0,4}(?:会议)?时间\s*:|^【?会议通知】?|^关于(?:召开|举办|举行).{1,40}的通知\n")
_COMMAND = re.compile(
    rf"(?:帮我|请|麻烦)?(?:新?建|创建|安排|预?约|定|发起|登记)(?:一?[个次场下])?[^{EDGE}]{{0,30}}?{KIND}(?:$|[{EDGE}])"
)
_ONE = r"(?:一?[个次场]|一下)?"
_HOLDS = re.compile(rf"(?<!公){HELD}{_ONE}[^{EDGE}]{{0,40}}?{KIND}")
_NAMES = re.compile(rf"{KIND}(?:$|[{EDGE}]|[在于])")


def looks_like_meeting(text: str) -> bool:
    """Tell whether a text wishes to set up a meeting."""
    folded = _POLITE.sub("", fold(text.strip()), count=1)
    if _ASKS.search(folded):
        return False
    phrase = read_phrases(plain(folded)).main
    if phrase is not None and phrase.is_whole and _NOTICE.search(folded):
        return bool(_HOLDS.search(folded) or _NAMES.search(folded))
    if _OTHERWISE.search(_EXCUSED.sub("", POLICY.sub("", folded))):
        return False
    return _wishes(folded, phrase)


def _wishes(text: str, phrase: Phrase | None) -> bool:
    """Tell whether a sentence wishes a meeting; the less it says of the time, the plainer it has to be."""
    if phrase is None or phrase.is_deadline:
        return bool(_COMMAND.match(text))
    if phrase.has_time:
        return bool(_HOLDS.search(text)) or _is_named(text, phrase)
    return phrase.start.day is not None and _begins(text, phrase) and _holds_then(text[phrase.spans[-1][1] :])


def _is_named(text: str, phrase: Phrase) -> bool:
    """Tell whether a meeting's name stands beside its time without a verb: 周五下午两点半碰头会."""
    return bool(_NAMES.search(text)) and (phrase.is_whole or _begins(text, phrase))


def _begins(text: str, phrase: Phrase) -> bool:
    """Tell whether the text begins with its time."""
    return not text[: phrase.spans[0][0]].strip(" \n,定于拟将我们局在")


def _holds_then(text: str) -> bool:
    """Tell whether a clause ends with a meeting that is held: 明天开党委会, not 明天开党委会的材料."""
    held = _HOLDS.search(text)
    return held is not None and bool(re.match(rf"$|[{EDGE}]", text[held.end() :]))
