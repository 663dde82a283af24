"""Whether a text is meant to change an outline though it is not understood. Pure.

Rather too strict than too lenient: a question that is taken for an order gets no answer.
"""

import re

from knowledge.numerals import NUMERAL
from knowledge.outlines import Outline
from knowledge.outlining.editing.courtesy import asks, asks_back

LONGEST = 200  # characters of an order
_DO = (
    "改|换|删|去掉|移|挪|放[到在]|合并|并入|调[到整换]|加[上到入]|补充|写[成得短长]"
    "|缩短|精简|压缩|充实|细化|拆[成开]|分成|提[到前]"
)
_PIECE = "部分|条|段|点|项|句|内容|附件|标题|小节"
_ORDER = re.compile(
    r"(?:请(?![示求问])|麻烦[您你]?|帮我|[您你]|再|还有?|那|就|[，,\s])*(?:"
    rf"(?:把|将).{{1,60}}?(?:{_DO})"
    rf"|(?:删去|删掉|删除|去掉).{{1,40}}"
    rf"|(?:增加|加上|加一|再加|补充|添加|插入|新增).{{0,12}}(?:{_PIECE}).{{0,60}}"
    r"|(?:.{1,20}?)?(?:换一?[个种]|改一?[个种])(?:说法|写法|表述|提法|口气|语气)(?:吧|试试)?"
    rf"|(?:加|放|移|挪|写)[到在进]第\s*{NUMERAL}{{1,3}}\s*个?(?:大?部分|条|点|段).{{0,20}}"
    r"|(?:缩短|压缩|精简|充实|润色).{1,60}"
    r"|(?:改成|改为|改一下|改写|重写|换成).{1,60}"
    rf"|(?:第\s*{NUMERAL}{{1,3}}|最后一?|倒数第{NUMERAL})\s*个?(?:大?部分|条|点|段)(?!\s).{{0,30}}?(?:{_DO}|加|补|短|长|详细|简[单短略]|重写)"
    rf"|(?:大?标题|题目|主送|落款|开头|结尾|结语|正文|全文|提纲).{{0,20}}?(?:{_DO}|加|补|用)"
    r"|在.{1,20}(?:后面|前面|之后|之前|里面?|中间?|下面|末尾)[，,]?(?:再|还)?(?:加|增|补|插).{1,60}"
    r").*",
    re.DOTALL,
)
_DONE = re.compile(
    r"(?:那?部分|里面?|中|[，,\s])*(?:也|再|还|都|应该?|要|最好)*"
    "(?:[写改补列换删分]|加(?!强|快)|去掉|减[少去]|弄)"
)
# What else may be ordered here: meetings, duty, reminders.
_ELSEWHERE = re.compile("[的个次场]会(?!议)|开会|[换替顶调]班|的班|提醒|日程")


def is_order(text: str, outline: Outline | None = None) -> bool:
    """Tell whether a text orders a change of some text, in whatever words, and asks nothing.

    Of an outline it is enough that something is to be done with one of its parts or blanks: 实施步骤写三个阶段.
    """
    words = text.strip()
    if len(words) > LONGEST or _ELSEWHERE.search(words) or asks(words) or asks_back(words):
        return False
    return _ORDER.fullmatch(words) is not None or (outline is not None and _is_of(words, outline))


def _is_of(words: str, outline: Outline) -> bool:
    """Tell whether words say what to do with a part or a blank that they begin with."""
    names = (*(part.heading for part in outline.parts), *outline.missing)
    return any(words.startswith(name) and _DONE.match(words[len(name) :]) for name in names)
