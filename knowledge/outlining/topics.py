"""What a paper is about: the words of its topic that tell it from others, and how much of them a text holds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.lexical import OTHER, Lexicon

# Words of offices that say of no topic what it is about.
_COMMON = re.compile(
    "进一步|工作(?!日)|管理|安排|期间|加强|做好|切实|全面|深入|持续|扎实|开展|召开|举办|组织|举行|参加|有关|相关|关于|问题|情况|使用|落实|推进|事项|人员|干部|成立|领导小组|先进|集体|个人|报告|全[省市区县镇校院国局体]"
    "|[我本各](?:省|市|区|县|镇|校|院|局)|年度|上半年|下半年|半年|[一二三四]季度|(?:19|20)?\\d+年|\\d+月|\\d+日|实施|建立|健全|规范(?!性)|提高"
    "|强化|专项|方案|制度|办法|规定|意见|要求|建议|请求|申请|商请|提供|协助|函询|征求|资料|材料|给予|批准|解决|拟|大检查|检查|自查|排查|行动|活动|体系|机制"
    "|建设|的|和|与|及|以及|、|等|为|对|在|以|[^\\w]"
)


# What a part's own words may be without saying what it is about.
_PLAIN = re.compile(
    "责任|措施|部署|组织|领导|总体|主要|重点|任务|目标|内容|职责|重要|具体|保障|程序|时限|依据|标准|原则|范围|纪律|作用"
    "|意义|检查|设备|设施|公布|公开|不得|严禁|禁止|整改|监督|督促|考核|追究|通报|处分|审批|审核|登记|报告|反馈|报送"
    "|指导思想|改进|坚持|应当|必须|牵头|配合|分工|负责|主管|归口|承办|主办|协办|办理"
)

# What follows in a rule's name on what it is named after.
_NAME_GOES_ON = (
    "(?:工作|管理|处理|办理|条例|法|规定|办法|制度|规则|细则|实施|暂行|公开|接待|应急|应对|登记|报送|督办|使用|报告"
    "|组织|程序|和|及|与|$)"
)
_ANYBODY = frozenset(("机关", "单位", "部门", "团体", "国家", "社会"))  # whom rules are for, not what they are about
_OFFICE = "办公室"  # a place where 办公 is done is not what is done there
SUBJECT = 0.6  # what the words are worth that a rule is named after
BESIDE = 0.55  # what an official word for the topic is worth
_RARE = 0.5  # how seldom a pair stands beside its neighbours where it is the seam of two words


@dataclass(frozen=True, slots=True)
class Topic:
    """What a text is asked to be about: ``parts`` are its own words, each as pairs of letters.

    ``subject`` are those words that a rule is named after: they alone are most of the topic. ``beside`` are official
    words for it.
    """

    text: str
    parts: tuple[tuple[str, ...], ...]
    lexicon: Lexicon
    subject: str = ""
    beside: tuple[str, ...] = ()

    def coverage(self, words: str) -> float:
        """Return how much of the topic ``words`` hold, 0 to 1: half of it for the part that is held best."""
        if not self.parts:
            return 0.0
        here = words if _OFFICE in self.text else words.replace(_OFFICE, "")
        best = max(self.lexicon.coverage(part, here) for part in self.parts)
        every = [pair for part in self.parts for pair in part]
        is_subject = self.subject != "" and self.subject in here
        is_beside = any(word in here for word in self.beside)
        return max((best + self.lexicon.coverage(every, here)) / 2, SUBJECT * is_subject, BESIDE * is_beside)

    def names(self, title: str) -> bool:
        """Tell whether a rule of this title is named after the topic."""
        return self.subject != "" and is_named_after(title, self.subject)

    @property
    def is_one_word(self) -> bool:
        """Tell whether the topic is so short that its words alone say little of a text that holds them."""
        return sum(map(len, self.parts)) < 3

    def first(self, words: str) -> int:
        """Return where the first of the topic's own pairs of letters stands in ``words``; 0 where none does."""
        places = (words.find(pair) for part in self.parts for pair in part)
        return min((place for place in places if place >= 0), default=0)


def read_topic(text: str, lexicon: Lexicon, names: Iterable[str] = (), beside: Iterable[str] = ()) -> Topic:
    """Return what ``text`` is about; where all of its words are common ones, these are.

    ``names`` are those of the library's rules, ``beside`` are official words for the text.
    """
    own = [part for part in _COMMON.split(text) if len(part) > 1] or [text]
    parts = tuple(filter(None, (_pairs(part, lexicon) for part in own)))
    return Topic(text, parts, lexicon, _subject(own, tuple(names)), telling(beside))


def _subject(parts: Iterable[str], names: Sequence[str]) -> str:
    """Return the longest words at an end of a part that a rule is named after: 公文 of 公文审核 by 公文处理工作条例."""
    runs = (run for part in parts for at in range(2, len(part) + 1) for run in (part[:at], part[-at:]))
    named = [run for run in runs if run not in _ANYBODY and any(is_named_after(name, run) for name in names)]
    return max(named, key=len, default="")


def is_named_after(name: str, words: str) -> bool:
    """Tell whether a rule's name holds words as such: 公务员法 is not named after 公务."""
    return re.search(re.escape(words) + _NAME_GOES_ON, name) is not None


def telling(words: Iterable[str]) -> tuple[str, ...]:
    """Return those words that say what a text is about."""
    return tuple(word for word in words if _PLAIN.sub("", _COMMON.sub("", word)))


def _pairs(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the pairs of letters without the seams between words."""
    found = tuple(map("".join, pairwise(OTHER.sub("", text).lower())))
    counts = [lexicon.count(pair) for pair in found]
    return tuple(pair for place, pair in enumerate(found) if not _is_seam(counts, place))


def _is_seam(counts: Sequence[int], place: int) -> bool:
    """Tell whether a pair stands much seldomer than the nearest known ones before and behind it."""
    before = next((count for count in counts[max(place - 2, 0) : place][::-1] if count), 0)
    behind = next((count for count in counts[place + 1 : place + 3] if count), 0)
    return counts[place] < _RARE * min(before, behind)
