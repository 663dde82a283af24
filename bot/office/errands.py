"""Whether a text wants something done that no grammar here has words for: only then is a language model asked.

Rather too strict than too lenient: whoever is not understood can say it with the command, and a question of procedure
is looked up in the documents.
"""

import re

from bot.office.times.folding import fold

LONGEST = 200  # characters of an errand; what is longer is a paper
# Who asks for a rule, or for what is usual, wants to read.
_ASKS = re.compile(
    r"规定|要求|应当|应该|须|程序|流程|依据|条例|办法|按照|第.{1,6}条|多[久长少]|(?<![那这])几[天次声]|怎么|怎样|如何|为什么|为何|咋"
    r"|什么(?!时候)|哪些|是否|能否|可否|[能可要会需]不[能可要会需]|以内|之内|行不行$|[吗呢么][?？]?$"
)
_MEETING = re.compile(r"会(?!计|签)|碰.{0,2}头|商量|议一?议|研究一?下|通.?气|座谈|坐一?坐|聊一?[下聊]|聚")
_CALLS = re.compile(
    r"帮|请|麻烦|劳驾|替我|给我|叫|喊|拉上|召集|通知|安排|[定订约]|弄|搞|组织|张罗|开|[想要](?:跟|和|与|找|把|让)"
)
_PAPER = re.compile(
    r"通知|通报|通告|公告|公报|报告|请示|批复|函|纪要|讲话|发言|提纲|总结|方案|计划|主持词|简报|议程|制度|意见|稿|材料|公文"
)
_WRITES = re.compile(r"写|起草|草拟|拟|弄|整|搞|出[一个份篇]|来[一个份篇]|准备|要[一个份篇]")
_DUTY = re.compile(r"值(?:个|了|的)?班|带班|当班|[顶替]班|值守|守.{0,2}(?:电话|夜|班)|在岗|轮到")
_WHOSE = re.compile(r"谁|哪[位个]|[我俺]|什么时候|名字|人")
_ERRANDS = ((_MEETING, _CALLS), (_PAPER, _WRITES), (_DUTY, _WHOSE))


def looks_like_errand(text: str) -> bool:
    """Tell whether a text may want a meeting, a paper or a look into the roster."""
    folded = fold(text.strip())
    if len(folded) > LONGEST or _ASKS.search(folded):
        return False
    return any(about.search(folded) and wants.search(folded) for about, wants in _ERRANDS)
