"""Texts made comparable: one form of each character, no spaces, clauses, pairs of characters; pure."""

import re
import unicodedata
from collections.abc import Iterator

HAN = "一-龥〇"
_SPACES = re.compile(r"[^\S\n]+")
_BULLET = r"(?:[-*•·]\s*|[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．](?!\d)\s*)+"
_LABEL = re.compile(rf"^\s*{_BULLET}")
# What a sentence may begin with that is no part of it: the number of an article or of an item.
LABEL = rf"(?:第[{HAN}\d]{{1,7}}条(?:之[{HAN}])?|{_BULLET})"
_CLAUSE = re.compile(r"[^,。;!?:\n]+")
_SENTENCE = re.compile(r"[^。;!?\n]+")
_QUOTES = str.maketrans({"「": "“", "」": "”", "『": "“", "』": "”", "‘": "“", "’": "”", "〈": "《", "〉": "》"})
# Surnames without those that begin common words (高, 方, 安, 应, 时 ...).
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华魏陶姜戚谢邹喻柏窦章苏潘葛范彭鲁韦昌苗凤俞袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬"
    "傅皮卞顾孟黄穆萧尹姚邵汪祁毛禹狄臧戴宋庞熊纪舒屈项祝董杜阮蓝闵季贾娄颜郭梅盛林钟徐邱骆夏蔡田樊胡凌霍虞柯莫卢丁邓郁洪崔龚程嵇邢裴陆翁段侯武刘"
    "龙叶司韶黎薄宿翟谭姬申冉郦牛尚晏柴阎慕廖聂辛阚曾岳帅亓仇欧"
)
# Words that carry no fact of their own: a sentence may have them although its source has not.
GLUE = re.compile(
    "根据|按照|依照|依据|对于|关于|由于|因此|因为|所以|如果|若是?|凡是?|以及|并且|或者|还是|而且|同时|此外|另外|其中|其他|以上|以下"
    "|之内|以内|之前|以前|之后|以后|期间|时候|情况下?|情形|方面|有关|相关|规定|要求|明确|提出|指出|进行|开展|做好|包括|分别|主要|具体"
    "|应当|应该|必须|务必|需要|可以|不得|禁止|严禁|一般|通常|即可|即为|属于|作为|称为|是指|则|即|均|都|也|还|又|再|就|才|并|而|且|但"
    "|的|了|是|在|有|为|与|和|及|或|将|把|被|从|到(?![位场岗会达期])|至|对|向|由|于|以|等|其|该|此|这|那|所|者|时|内|后|前|中|上|下|应|须|需|可|要|会|能|请|凡"
)


def normalise(text: str) -> str:
    """Return the text in compatibility forms, with one kind of quotation marks and without spaces."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_QUOTES))


def unlabelled(text: str) -> str:
    """Return a sentence without the number of its place in a list."""
    return _LABEL.sub("", text)


def clauses(text: str) -> Iterator[re.Match[str]]:
    """Yield the parts of a normalised text between its commas and stops."""
    return _CLAUSE.finditer(text)


def clause_at(text: str, place: int) -> tuple[int, int]:
    """Return where the clause that holds a place begins and ends."""
    return _around(_CLAUSE, text, place)


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """Return where the sentence that holds a place begins and ends; a semicolon ends one here."""
    return _around(_SENTENCE, text, place)


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters that are Chinese, or # for a number."""
    return {text[at : at + 2] for at in range(len(text) - 1) if is_pair(text[at : at + 2])}


def is_pair(two: str) -> bool:
    """Tell whether two characters are a pair of a word, not one with a mark in it."""
    return len(two) == 2 and all(is_word(character) for character in two)


def is_word(character: str) -> bool:
    """Tell whether a character is Chinese, or stands for a number."""
    return "一" <= character <= "龥" or character in "〇#"


def content(text: str) -> str:
    """Return the text with a space in the place of each word that carries nothing."""
    return GLUE.sub(lambda found: " " * len(found[0]), text)


def likeness(text: str, place: int, other_text: str, other: int) -> tuple[int, int]:
    """Return how much content the clauses around two places have in common, and how much their sentences in all."""
    clauses_around = text[slice(*clause_at(text, place))], other_text[slice(*clause_at(other_text, other))]
    sentences = text[slice(*sentence_at(text, place))], other_text[slice(*sentence_at(other_text, other))]
    return len(_common(*map(content, clauses_around))), len(_common(*sentences))


def _common(text: str, other: str) -> set[str]:
    return pairs(text) & pairs(other)


def _around(pattern: re.Pattern[str], text: str, place: int) -> tuple[int, int]:
    for found in pattern.finditer(text):
        if found.start() <= place < found.end():
            return found.span()
    return place, place
