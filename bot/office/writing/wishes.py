"""Whether a text wishes for something to be written: 帮我写一份国庆值班的通知, 起草一份关于增加编制的请示.

Rather too strict than too lenient: whoever is not understood can say it with the command, but a question about the
rules of writing (通知怎么写, 请示和报告有什么区别) that is taken for a wish gets no answer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.office.writing.orders import COUNT, Order, read_order, read_run_on

LONGEST = 500  # characters of a wish
_PLEASE = r"(?:请|麻烦|劳驾|能不能|可不可以|能否|可否|可以|能|我[想要]?|现在|[您你])"
_HELP = r"(?:(?:帮|替|给|为)(?:我们?|忙|一?下)(?:一下)?)"
_FOR = r"(?:[以用代替为给]?(?:我|本)(?:局|市|县|区|厅|委|办|单位|部门)(?:的?名义)?|以[^，,]{2,20}?名义)"
_TO = r"(?:[给向致](?P<to>[^，,。；;：:\s我]{2,24}?))"
_VERB = r"(?P<verb>起草|草拟|拟写|撰写|拟定|编写|写|拟|列|出|做|整|弄|生成|准备|需?要|来)"
_ORDER = re.compile(
    rf"(?:[您你]好[，,。!！\s]*)?(?P<please>(?:{_PLEASE}\s*){{0,4}})(?P<help>{_HELP}?)\s*{_FOR}?\s*{_TO}?"
    rf"{_VERB}(?P<count>{COUNT})?(?![好完过了的])\s*"
)
# The first need no word of asking, the second do; other verbs have other meanings too and need a count.
_PLAIN = ("起草", "草拟", "拟写", "撰写")
_CLEAR = (*_PLAIN, "写", "拟定", "编写", "生成")
_THANKS = re.compile(r"[，,。\s]*(?:谢谢[您你]?|多谢|辛苦[您你]?了?|麻烦[您你]?了|拜托了?)?[\s。.!！~～]*$")
_MAY = re.compile(r"[，,\s]*(?:可以吗|行吗|好吗|行不行|好不好|吗)?[\s?？。]*$")
_ASKS = re.compile(
    r"[?？吗呢]|多[久少长]|几[天次点个份]|怎么|怎样|如何|什么|哪|谁|是否|是不是|要不要|该不该|有没有|为何|为啥|咋"
)


def read_wish(text: str, kinds: Sequence[str]) -> Order | None:
    """Return what a text wishes to have written, one of ``kinds``; None when it wishes for nothing."""
    words = _THANKS.sub("", text.strip(), count=1)
    asked = _ORDER.match(words)
    if asked is None or len(words) > LONGEST:
        return None
    if asked["help"]:
        words = _MAY.sub("", words, count=1)
    order = read_order(words[asked.end() :], kinds)
    is_wish = _is_asked_for(asked, order) and not _is_question(words, order, is_counted=bool(asked["count"]))
    return replace(order, addressee=order.addressee or asked["to"] or "") if is_wish else None


def read_command(text: str, kinds: Sequence[str]) -> Order:
    """Return what the words behind a command say: 通知 国庆值班, 关于国庆值班的通知; all of them are meant."""
    order = read_wish(text, kinds) or read_order(text, kinds)
    return order if order.kind else read_run_on(text, kinds) or order


def _is_asked_for(asked: re.Match[str], order: Order) -> bool:
    """Tell whether the words ask for a text to be written: the less they say, the plainer they have to be."""
    verb, is_asked = asked["verb"], bool(asked["please"].strip() or asked["help"])
    if not order.kind:
        return False
    if asked["count"]:
        return True
    return verb in _CLEAR if is_asked else verb in _PLAIN and bool(order.topic)


def _is_question(words: str, order: Order, *, is_counted: bool) -> bool:
    """Tell whether something is asked; what a text is to be about may sound so: 一份关于如何做好值班的通知."""
    told = words.replace(order.topic, "") if is_counted and order.topic else words
    return _ASKS.search(told) is not None
