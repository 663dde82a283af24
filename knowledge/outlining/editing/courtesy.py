"""What stands around an order: the polite words before and behind it, and whether it is a question after all. Pure."""

import re

# Words of asking before an order; some of them also begin other words (请示, 将军, 能源).
_BEFORE = re.compile(
    r"^(?:请(?![示假求进教柬])|麻烦[您你]?|劳驾|[帮给]我|帮忙|[您你](?=[把将帮给再能可请])|把|将(?![军来近至要领士])|再(?![生次审就])"
    r"|那?就(?=[把将用改删加按叫])|那(?=[把将请就])|我想|我要|我觉得|(?:建议|希望)(?=[把将第删改加在增请])|最好|还是|然后|另外|还有|同时|对了|嗯+|哦"
    r"|[，,、]|\s)+"
)
_BEHIND = re.compile(
    r"(?:[吧啊哈哦呀嘛]|[，,](?:其[他它余]|别的)(?:的|部分|内容|地方)*都?(?:不变|不动|不改|照旧|保留)|好吗|可以吗|行吗|行不行|好不好|成吗|谢谢[您你]?|多谢|辛苦[您你]?了?|拜托了?|[，,。.！!；;~～]|\s)+$"
)
# 能不能把第三条删掉 asks for the same as 把第三条删掉.
_MAY = re.compile(
    r"^(?:[您你]好[，,。！!\s]*)?(?:请问)?[您你]?(?:能不能|能否|可不可以|可否|是否可以|可以|能)"
    r"(?=[把将帮给请再删改加换调在缩写精增补移合第标“]|麻烦)"
)
_MAY_END = re.compile(r"(?:[吗么]|好吗|可以吗|行吗)?[\s?？。]*$")
_ASKED_BACK = re.compile(r"(?:好吗|可以吗|行吗|行不行|好不好|成吗)[\s?？。]*$")
_QUOTED = re.compile('[“"‘「][^”"’」]*[”"’」]')
# 谁主管谁负责, 如何做好值班的通知: words of asking that ask for nothing.
_TOLD = re.compile(
    "谁[^，,。谁]{1,6}谁|(?:如何|怎样|怎么)[^，,。?？]{1,30}的[^，,。?？的]{2,8}$|什么时候[^，,。]{0,8}什么时候|任何"
    "|[这那前后头][几多][个条点项句处]|哪里[^，,。]{1,6}哪里"
)
_ASKS = re.compile(
    "[?？]|[吗呢么不没]$|多[少久长大远]|什么|哪|谁|几[点时个号次声天名人条份年月周日岁家级层]|怎|如何|为何|是否|能否|可否|咋|啥"
    "|有没有|是不是|要不要|该不该|能不能|可不可以|会不会|用不用|需不需要|对不对|行不行"
)


def tidy(text: str) -> str:
    """Return an order without the polite words around it."""
    asked, before = _plain(text), ""
    while asked != before:
        before, asked = asked, _BEHIND.sub("", _BEFORE.sub("", asked))
    return asked


def is_polite(text: str) -> bool:
    """Tell whether an order is put as a question: 能不能把第三条删掉？"""
    return _MAY.search(text.strip()) is not None


def asks_back(text: str) -> bool:
    """Tell whether an order ends by asking whether it may be done: 把第三条删掉，好不好."""
    return _ASKED_BACK.search(text) is not None


def asks(text: str) -> bool:
    """Tell whether a text asks something, its quoted words and what stands behind its colon left aside."""
    frame = re.split("[：:]", _QUOTED.sub("", tidy(text)), maxsplit=1)[0]
    is_open = text.rstrip().endswith(("?", "？")) and not (is_polite(text) or asks_back(text))
    return is_open or _ASKS.search(_TOLD.sub("", frame)) is not None


def _plain(text: str) -> str:
    """Return an order that is put as a question as what it asks for."""
    words = text.strip()
    asked = _MAY.match(words)
    if asked is None:
        return _ASKED_BACK.sub("", words)
    return _MAY_END.sub("", words[asked.end() :])
