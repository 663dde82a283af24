"""Two hundred spellings of the classification mark: levels, stars, terms and what may stand within and around them."""

from collections.abc import Iterator
from itertools import cycle, islice

LEVELS = ("绝密", "机密", "秘密", "絕密", "機密", "祕密")
STARS = ("★", "☆", "*", "＊", "⭐️", "✩", "✪", "✫", "✬", "✭", "✮", "✯", "✰", "⋆", "🌟", "∗", "✱", "﹡", "⭑", "⭒", "٭")
TERMS = ("1年", "１０年", "十年", "长期", "6个月", "三個月", "長期", "二十年", "两年", "30 年", "解密前", "公开前")
# {a} and {b} are the level's two characters.
FORMS = (
    "{a}{b}{star}{term}",
    "{a} {b} {star} {term}",
    "{a}　{b}　{star}　{term}",
    "{a}\u00a0{b}\u2009{star}\u3000{term}",
    "{a}\t{b}\t{star}\t{term}",
    "{a}   {b}      {star}{term}",
    "{a}{b}\n{star}{term}",
    "{a}{b}\r\n{star}\r\n{term}",
    "{a}\n{b}\n{star}\n{term}",
    "{a}{b}{star}\n{term}",
    "{a}\u200b{b}{star}{term}",
    "{a}{b}\u200d{star}\u2060{term}",
    "{a}\u00ad{b}\ufeff{star}{term}",
    "\u202e{a}{b}{star}{term}\u202c",
    "{a}{b}\u2066{star}\u2069{term}",
    "\u200f{a}{b}\u061c{star}{term}",
    "【{a}{b}{star}{term}】",
    "（{a} {b} {star} {term}）",
    "〔{a}{b}〕{star}{term}",
    "［{a}{b}{star}{term}］",
    "{a}{b}级{star}{term}",
    "{a}{b}級{star}{term}",
    "密级：{a}{b}{star}{term}",
    "密級：{a}{b}",
    "密 级 ： {a} {b}",
    "保密等级：{a}{b}",
    "密等:{a}{b}{star}",
    "密级\n{a}{b}{star}{term}",
    "{star}{a}{b}{star}{term}",
    "**{a}{b}{star}{term}**",
    "{a}{b} 保密期限：{term}",
    "{a}{b}·{term}",
    "{a}{b}-{term}",
    "{a}{b}—{term}",
    "{a}{b}\n{term}",
    "No.000012　{a}{b}{star}{term}　特急",
    "000012\n{a}{b}{star}{term}\n特急",
    "特提 {a}{b}{star}{term}",
    "转发：{a}{b}{star}{term} 关于某事的通知",
    "{a}{b}{star}{term}　　中共某市委办公室文件",
)
COUNT = 200


def variants() -> tuple[str, ...]:
    """Return the spellings, each form with other levels, stars and terms."""
    return tuple(dict.fromkeys(islice(_variants(), 2 * COUNT)))[:COUNT]


def _variants() -> Iterator[str]:
    levels, stars, terms = cycle(LEVELS), cycle(STARS), cycle(TERMS)
    for form in cycle(FORMS):
        first, second = next(levels)
        yield form.format(a=first, b=second, star=next(stars), term=next(terms))
