"""How much a slice of a document is worth as a point: by its own words, and for one part of a paper.

Pure. A slice counts by how much it is about the topic; for a part, by the part's own words in it and by whether it
says what is wanted there: what is to be done, what the thing is for, or what goes wrong.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from knowledge.outlining.akin import BOUGHT
from knowledge.outlining.standing import is_act, is_complaint, is_meaning, is_rule, is_statement
from knowledge.outlining.topics import SUBJECT, Topic, telling

ABOUT, OF_PART = 3.0, 1.4  # what the topic and the part's words are worth
CONTEXT = 0.52  # what the topic is worth that stands only in the headings and the title
NAMED = 0.4  # what it is worth that the document's title holds the topic
PART_ALONE = 0.52  # what two telling words of the part are worth without the topic
LEAST_ABOUT = 0.51
IDLE, ORDERS, AMISS = 2.5, 1.5, 3.0  # what is lost by a meaning among rules, a rule among meanings, and anything else
BARE, OWN_BARE = 1.6, 0.7  # what it loses that holds none of the part's words, and in a rule on the topic itself
FEW = 3  # words of its own below which a part says little of what it wants
WHOLE = 0.8  # how much of a topic of several words a slice must hold to be of use in any part
GROUNDS = 0.7  # what a rule is worth where grounds are wanted
LIABILITY = 1.0  # what it loses by a penalty where none is asked for
ANOTHER = 2.5  # what it loses by binding another authority
LATE, LATE_WORD, LATE_AT = 0.5, 1.5, 30  # what it loses where the topic, or its one word, comes in only so late
LONG, LONG_AT = 0.6, 80  # what the longest loses, and the length from which on this begins

_ANYWHERE = frozenset(("应当", "必须", "规定", "要求", "规范"))  # words of every rule, which tell no part from another
_ANY_RULE = "应当"  # among a part's words: any rule on the topic has its place there
_MEANING_WANTED = re.compile("意义|重要性|认识|形势|背景|定位")
_COMPLAINT_WANTED = re.compile("问题|短板|不足|薄弱|原因")
_RULES_WANTED = re.compile("依据|规定")  # in a heading: what is no rule has no place there
_LIABILITY = re.compile("罚款|刑事责任|处分|吊销|拘留|赔偿|依法(?:追究|予以处理|给予)|追究责任|查处|惩处|暂停或者撤销")
_LIABILITY_WANTED = re.compile("追究|处分|处罚|问责|处理")
# Whose duty it is: a rule that binds another authority is no point of an office's own paper.
_AUTHORITY = re.compile(
    "(?:.{0,30}[，,])?(?:中央|国家[^秘机]|省|设区的|县级以上|地方|乡镇|市、县|上级|有关企业|生产经营单位|公民"
    "|[^，,。]{0,24}(?:行政管理|监督管理|主管|信访|督查|人事)(?:部门|机构)|[^，,。]{0,8}有关部门|[^，,。]{0,24}(?:人民政府|公安机关|监察机关|司法机关|人民法院|档案馆)"
    "|[^，,。]{0,10}(?:调查组|联席会议))|.*(?:党中央|省部级|省级以上|县级以上|国务院|军事|人民代表大会|人民法院)"
)
# What opens a list of measures may bind a government, for whom its office writes.
_UPPER = re.compile("国家|国务院|中央|省|设区的|主管部门|监督管理|公安机关|人民法院|人民检察院|军")
_ELSEWHERE = re.compile("在[^，。]{2,24}(?:工作中|方面|活动中)")  # says itself what it is about
# Words of one field of work: a sentence with them is about that field, unless the topic is.
_FIELDS = (
    ("教育|学校|高校|校|教", re.compile("教育|学校|高校|院校|师生|校园|教学|科研|学生")),
    ("医|卫生|疫", re.compile("医院|医疗|患者|疫情|卫生")),
    ("生产|事故|企业|突发|应急|火灾|爆炸", re.compile("生产经营|危险物品|危险化学品|矿山|事故|企业|公司")),
    ("党建|支部|党员", re.compile("党支部|党员|组织生活")),
    ("信访|来访|群众", re.compile("信访|上访")),
    ("保密|秘密|涉密", re.compile("国家秘密|涉密|密级|定密")),
    ("公务员|干部|人事|编制", re.compile("公务员|录用|任免|聘任")),
    ("接待|来宾", re.compile("^公务接待|来宾|陪餐|接待(?:对象|单位|方案|费)(?!、)")),
    ("救援|应急|事故|灾|火", re.compile("应急救援")),
    ("档案|归档", re.compile("档案")),
    ("外事|涉外|国际", re.compile("外国|国际组织")),
    ("军", re.compile("军事|军队")),
    ("监察|违纪|违法", re.compile("政务处分|监察机关")),
    ("公开|信息", re.compile("政府信息")),
    ("决策", re.compile("重大行政决策|决策(?:机关|承办|草案)")),
    ("突发|应急|灾|事故|值班|安全", re.compile("突发事件|应急救援|应急预案")),
)


@dataclass(frozen=True)
class Slice:
    """Words of a document with the title and the headings that they stand under.

    ``lead`` are the words that open the list of a rule whose item they are.
    """

    words: str
    title: str
    headings: str
    topic: Topic
    is_of_rule: bool = False
    lead: str = ""

    @cached_property
    def about(self) -> float:
        """Return how much the words are about the topic, 0 to 1; a rule on it speaks of nothing else."""
        own = self.topic.coverage(self.words)
        setting = self.topic.coverage(f"{self.title} {self.headings} {self.lead} {self.words}")
        return max(own + CONTEXT * (setting - own), SUBJECT * self.is_of_own_rule)

    @cached_property
    def is_of_own_rule(self) -> bool:
        """Tell whether the words stand in a rule that is named after the topic."""
        return self.is_of_rule and self.topic.names(self.title)

    @cached_property
    def is_rule(self) -> bool:
        """Tell whether the words say what is to be done; in a rule it is enough that somebody does something."""
        is_plain = not is_meaning(self.words) and not is_statement(self.words)
        return is_rule(self.words) or (self.is_of_rule and is_plain and (self.lead != "" or is_act(self.words)))

    @cached_property
    def is_complaint(self) -> bool:
        """Tell whether the words say what goes wrong, which no rule does."""
        return not self.is_of_rule and is_complaint(self.words)

    @cached_property
    def told(self) -> str:
        """Return the words with those that open their list."""
        return self.lead + self.words

    @cached_property
    def worth(self) -> float:
        """Return what is added or lost whatever part it stands in."""
        is_for_others = _AUTHORITY.match(self.words) is not None or _UPPER.search(self.lead) is not None
        worth = NAMED * self.topic.coverage(self.title) - ANOTHER * is_for_others
        worth -= (LATE_WORD if self.topic.is_one_word else LATE) * (self.topic.first(self.words) > LATE_AT)
        return worth - LONG * max(len(self.words) - LONG_AT, 0) / 40


@dataclass(frozen=True)
class Place:
    """What a part wants: by its heading, and by the words that points are looked for with."""

    heading: str
    query: str
    topic: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the words that its points are looked for with."""
        return tuple(word for word in self.query.split() if word not in _ANYWHERE)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """Return those of its words that tell by themselves what a text is about."""
        return telling(self.words)

    def weigh(self, piece: Slice) -> float | None:
        """Return what a slice is worth here, or None where it is about something else."""
        is_of_part = sum(word in piece.told for word in self.telling) >= 2 and not _ELSEWHERE.search(piece.words)
        about = max(piece.about, PART_ALONE * is_of_part)
        is_misplaced = self._wants_rules and not piece.is_of_rule
        if about < LEAST_ABOUT or is_misplaced or _is_of_another_field(piece.words, f"{self.topic} {self.query}"):
            return None
        return ABOUT * about + self._of_part(piece) + piece.worth - self._amiss(piece)

    @cached_property
    def _wants_rules(self) -> bool:
        return _RULES_WANTED.search(self.heading) is not None

    def _of_part(self, piece: Slice) -> float:
        """Return what the part's words in a slice are worth; grounds are what any rule says of the topic."""
        held = OF_PART * min(sum(word in piece.told for word in self.words), 2) / 2
        if _RULES_WANTED.search(f"{self.heading} {self.query}"):
            return held + GROUNDS * piece.is_of_rule
        return held or -self._bare(piece)

    def _bare(self, piece: Slice) -> float:
        """Return what a slice loses that holds none of the part's words."""
        takes_any = _ANY_RULE in self.query.split()
        is_enough = (takes_any and piece.about >= WHOLE) or len(self.words) < FEW
        if is_enough and not piece.topic.is_one_word:
            return 0.0
        return OWN_BARE if takes_any and piece.is_of_own_rule else BARE

    def _amiss(self, piece: Slice) -> float:
        """Return what a slice loses that says something else than this part wants said."""
        asked = f"{self.heading} {self.query}"
        is_unasked = bool(_LIABILITY.search(piece.words)) and not _LIABILITY_WANTED.search(asked)
        return self._manner(piece, asked) + LIABILITY * is_unasked

    def _manner(self, piece: Slice, asked: str) -> float:
        is_wanted = _COMPLAINT_WANTED.search(self.heading) is not None
        if piece.is_complaint or is_wanted:
            return 0.0 if piece.is_complaint and is_wanted else AMISS
        meaning, rule = (0.0, ORDERS) if _MEANING_WANTED.search(asked) else (IDLE, 0.0)
        lost = [meaning] * is_meaning(piece.words) + [rule] * piece.is_rule
        return min(lost, default=AMISS)


def _is_of_another_field(words: str, asked: str) -> bool:
    """Tell whether words are of a field that is not asked about; what something is bought for is no such asking."""
    asked = re.sub(f"{BOUGHT}", "", asked)
    return any(field.search(words) and not re.search(named, asked) for named, field in _FIELDS)
