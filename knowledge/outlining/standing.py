"""Which words of a document can stand alone as a point of somebody else's paper.

Pure. A point is a rule or says what a thing is for; it leans on nothing before it, tells nothing of another office's
past and names nobody. The slices are exact: what is left out is left out at their ends.
"""

import re
from collections.abc import Iterator

from knowledge.documents import Span

SHORTEST, LONGEST = 12, 120
CLAUSE = 20  # characters that a part of a long sentence must have

_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九十]+)?[　 ]+"
    r"|[（(][一二三四五六七八九十\d]+[)）][、.．]?\s*|[一二三四五六七八九十]{1,3}[、.．]\s*|\d{1,2}[、.．](?!\d)\s*"
    r"|[一二三四五六七八九十]{1,3}[是要]要?(?=[一-龥])|第[一二三四五六七八九十]{1,2}[，,、]\s*)"
)
_SEMICOLON = re.compile("[；;]")
_OPENS_BACK = re.compile(
    "(?:那|其|该|此|它|他|她|因此|因而|因为|所以|同时|另外|另一|一方面|但|然而|而|并|且|不过|否则|于是|例如|比如|如[，,]"
    "|特别|尤其|甚至|也|还|又|再|才|就|均|都|以上|前者|后者|为此|对此|由此|从而|总之|可见|当然|以及|或|和|与"
    "|可以|确需|应当?[^急对用]|必须|不得|必要时|当前|随着|通过今天|属于|按照前|需要?(?:对|由)|与此|最后|首先|其次|第一|第二|第三|下一步|下面|常言|正如|可以说|不仅|如要|主要表现|主要体现|从小处|从大处|需要|拿到|比方)"
)
_LEANS = re.compile(
    "是指|所称|前款|前条|前述|上述|下列|如下|以下(?:简称|规定|情形|条件|几|罚)|有关规定之一|除外|本(?:条例|法|办法|规定|细则|制度|规则|准则|章程|范本|章|条|款|级)"
    "|第[一二三四五六七八九十百\\d]+[条款项章]|另有规定|上面|前面|刚才|附[件表录]|[图表][一二三四五六七八九十\\d]|[（(]?见[下上附]"
)
_SPEAKS = re.compile(
    "这|同志们|大家|谢谢|我们|我(?!国)|咱们|你们?|您|今天|昨天|去年|今年|明年|近年|近几年|多年来|目前|当前我|这次|本次会|讲[几两三]点"
    "|指出[：:，,]|强调[：:，,]|曾经|常说|总书记|书记在|党的[一二三四五六七八九十]+大|不好|怎么|什么|能不能|如何[，,]|提了|提出了|讲了|表现在|体现在|哪些|为何|吗[。？?]"
)
_OF_OTHERS = re.compile(
    r"(?:取得|创设|形成|完成|开展|建立|制定|发挥|作出|做出|得到|创造)了|(?:19|20)\d\d年|\d+月份?|\d+(?:\.\d+)?%|百分之|[\d,]+(?:\.\d+)?(?:[余多]?[万亿]|元|[余多]?[名个篇件条人家])"
    "|[一二三四五六七八九十百千]+[余多](?:[万亿]|名|个|篇|件|条|人)"
)
_NAMES = re.compile(
    "[赵钱孙李周吴郑王冯陈刘张杨黄朱林何郭马罗梁宋谢唐韩曹许邓萧曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文]"
    "[一-龥]{0,2}(?:书记|局长|部长|市长|区长|县长|省长|处长|科长|校长)"
    "|我(?:省|市|区|县|州|校|局|院|委)|(?:全|本)[省市区县校院系]|[市区县]上|旗县|[市区县]委|[市区]教育局"
)
_COMPLAINS = re.compile(
    "^(?:有的|有些|部分|一些|个别|少数|某些|有时)|不规范|不周全?[,，。;；]|搞错|不够|(?:有的|有些|个别|少数)(?:单位|同志|部门|干部|人员|地方)|有待|不清|不畅|落后|难以|薄弱|缺乏|不到位|跟不上|流于形式"
)
# A list of what is to be done: each of its items is a point. One of cases, conditions or what is forbidden is not.
_STATES = re.compile("包括|分为|视为|称为|参照|[，,]冠")
_ACTS = re.compile("由|经|按|每|立即|及时|报|实行|采取|安排|指定|登记|通报")
_TASKS = re.compile(
    "(?:(?:应当|必须|需要|需|要)[^。]*(?:下列|以下)[^。]*(?:规则|原则|要求|职责|任务|措施|工作|程序|制度|规定)"
    "|(?:程序|要求|原则|重点|职责|任务|规则|措施)(?:主要)?(?:是|如下|有|包括))[^。，]{0,6}[：:]$"
)
_CASES = re.compile("不得|禁止|严禁|不准|情形|情况|行为|条件|之一|可以|有权|罚|处分|违反")
_QUESTION = re.compile("[？?]")
_OPEN_ENDS = ("：", ":", "，", ",", "、", "…")
_PAIRS = ("“”", "‘’", "（）", "()", "《》", "「」")
_RULE = re.compile(
    "(?<![重主必需只首简紧摘纪概次])要(?![求点闻素件害是么职强领义])|应当|应(?![急对用有邀答变付])|必须|不得|不准|严禁|禁止|不能|不应|务必|须|可以(?!说)|坚持|确保|负责|严格|切实|实行"
    "|做到|力求|防止|杜绝|注重"
)
_DOES = re.compile("加强|增强|强化|完善|健全|规范|提高|落实|推进|建立")
_MEANING = re.compile(
    "关系到?|关乎|事关|直接影响|至关重要|起着|具有|在于|永恒的|适用于"
    "|是[^，,。；]{2,40}(?:途径|环节|职能|职责|标准|基础|保证|纽带|手段|关键|前提|主题|形式|依据|生命线|桥梁|工具|体现|方法|责任|使命|枢纽)"
)


def slices(text: str, sentence: Span) -> Iterator[Span]:
    """Yield what of a sentence may be a point: the sentence without its number, or the parts of a long one."""
    words = sentence.of(text)
    start = sentence.start
    while number := _NUMBER.match(text, start, sentence.end):
        start = number.end()
    if sentence.end - start <= LONGEST:
        # An item of a list ends with a semicolon, which is no part of what it says.
        yield Span(start, sentence.end - words.endswith(("；", ";")))
    elif _SEMICOLON.search(words):
        yield from _clauses(text, Span(start, sentence.end))


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the parts between semicolons, without these."""
    start = sentence.start
    for mark in [*_SEMICOLON.finditer(text, sentence.start, sentence.end), None]:
        end = mark.start() if mark else sentence.end
        number = _NUMBER.match(text, start, end)
        begin = number.end() if number else start
        if CLAUSE <= end - begin <= LONGEST:
            yield Span(begin, end)
        start = mark.end() if mark else end


def stands_alone(words: str, *, is_of_rule: bool = False) -> bool:
    """Tell whether words can be read without what stood before them, and tell of no other office's affairs.

    The figures of a rule are what it asks for.
    """
    if not _is_whole(words) or _OPENS_BACK.match(words):
        return False
    faults = (_LEANS, _SPEAKS, _NAMES, _QUESTION, *(() if is_of_rule else (_OF_OTHERS,)))
    return not any(fault.search(words) for fault in faults)


def _is_whole(words: str) -> bool:
    """Tell whether words are of a point's length, in one line, with nothing left open."""
    if not SHORTEST <= len(words) <= LONGEST or words.endswith(_OPEN_ENDS) or "\n" in words:
        return False
    return all(words.count(pair[0]) == words.count(pair[1]) for pair in _PAIRS)


def opens_tasks(words: str) -> bool:
    """Tell whether words open a list whose items are what is to be done, each by itself."""
    return _TASKS.search(words) is not None and _CASES.search(words) is None


def is_rule(words: str) -> bool:
    """Tell whether words say what is to be done."""
    return bool(_RULE.search(words)) or (bool(_DOES.search(words)) and not is_meaning(words))


def is_meaning(words: str) -> bool:
    """Tell whether words say what a thing is, or what it is for."""
    return bool(_MEANING.search(words))


def is_act(words: str) -> bool:
    """Tell whether words of a rule say who does something, when or how."""
    return bool(_ACTS.search(words))


def is_statement(words: str) -> bool:
    """Tell whether words only say what something is called, consists of or counts as."""
    return bool(_STATES.search(words))


def is_complaint(words: str) -> bool:
    """Tell whether words say what goes wrong."""
    return bool(_COMPLAINS.search(words))
