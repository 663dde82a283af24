"""What an order to write something says: kind, topic, addressee, length, in the words that people use.

国庆值班的通知; 给市财政局关于增加经费的请示; 通知 国庆值班安排; 讲话提纲，主题是作风建设，详细一点.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Extent(StrEnum):
    """How long a text is wished for; the values are what people read."""

    SHORT = "简短"
    LONG = "详细"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written; ``kind`` is as it was said, what is not said is "".

    ``rest`` are words beside these, such as what the text should say.
    """

    kind: str = ""
    topic: str = ""
    addressee: str = ""
    extent: Extent | None = None
    rest: str = ""


COUNT = r"(?:[一两]?(?:份|篇|个|则|封|版)|一下)"
_EXTENTS = {Extent.SHORT: r"(?:简短|简要|简单|精简|短)", Extent.LONG: r"(?:详细|详尽|具体|全面|长)"}
_LITTLE = r"(?:一?[点些])"
_WISHED = r"(?:要|写得?|尽量|稍微?)*"
_CLAUSES = re.compile(r"[，,。；;\n]+")
_NAMED = re.compile(r"(?:主题|题目|事由|内容|事项|标题)(?:是|为|[：:])\s*")
_ABOUT = re.compile(r"(?:要求|内容|是|要)?(?:关于|有关|围绕|就)\s*")
_TO_CLAUSE = re.compile(r"(?:主送(?:机关|单位)?|发给|报给|送给|写给|发往)(?:是|为|[：:])?\s*(?P<to>.{2,60})")
_TO_FRONT = re.compile(r"(?:发给|报给|送给|写给|给(?!予)|致)(?P<to>[^，,我]{2,24}?)(?:的|(?=关于))")
_DRAFT = r"(?:的?(?:提纲|大纲|框架|初稿|草稿|文稿|稿子?))?"
_LOOSE = " 　\t：:、“”\"'《》"


def read_order(text: str, kinds: Sequence[str]) -> Order:
    """Return what an order says, which names one of ``kinds`` at its beginning or at its end, or none."""
    words = re.sub(rf"^{COUNT}", "", text.strip())
    first = re.match(rf"(?P<kind>{_one_of(kinds)})(?:[\s，,：:]+(?P<about>.+))?$", words, re.DOTALL)
    if first is not None:
        return _read_clauses(Order(first["kind"]), first["about"] or "", kinds)
    return _read_clauses(Order(), words, kinds)


def read_run_on(text: str, kinds: Sequence[str]) -> Order | None:
    """Return what an order says that begins with a kind and goes on without a space; None when none begins it."""
    kind = re.match(_one_of(kinds), text.strip())
    return _read_clauses(Order(kind[0]), text.strip()[kind.end() :], kinds) if kind else None


def _read_clauses(order: Order, text: str, kinds: Sequence[str]) -> Order:
    """Return an order with what clauses say; those before the kind are of one piece with it."""
    head: list[str] = []
    is_named = False
    for clause in filter(None, (each.strip(_LOOSE) for each in _CLAUSES.split(text))):
        if aside := _read_aside(order, clause):
            order = aside
            continue
        if named := _NAMED.match(clause):
            order, is_named = replace(order, topic=_topic(clause[named.end() :])), True
            continue
        if order.kind:
            order = _add(order, clause, is_named=is_named)
            continue
        head.append(clause)
        order = _read_head(order, "，".join(head), kinds)
    return order if order.kind or order.topic else replace(order, topic=_topic("，".join(head)))


def _read_aside(order: Order, clause: str) -> Order | None:
    """Return an order with what a clause says of the length or the addressee; None when it says neither."""
    for extent, words in _EXTENTS.items():
        if re.fullmatch(rf"{_WISHED}{words}(?:{_LITTLE}|的|版)?", clause):
            return replace(order, extent=extent)
    to = _TO_CLAUSE.fullmatch(clause)
    return replace(order, addressee=to["to"].strip(_LOOSE)) if to else None


def _add(order: Order, clause: str, *, is_named: bool) -> Order:
    """Return an order with a clause behind its kind: the topic, more of one that was named as such, or more to say."""
    if is_named or not order.topic:
        return replace(order, topic="，".join(filter(None, [order.topic, _topic(clause)])))
    return replace(order, rest="，".join(filter(None, [order.rest, clause])))


def _read_head(order: Order, head: str, kinds: Sequence[str]) -> Order:
    """Return an order with what stands before the kind and the kind itself; as it is when the words end otherwise."""
    found = re.fullmatch(rf"(?P<front>.*?)(?P<kind>{_one_of(kinds)}){_DRAFT}", head, re.DOTALL)
    if found is None:
        return order
    front, extent = _without_extent(found["front"])
    to = _TO_FRONT.match(front)
    topic = _topic(front[to.end() :] if to else front)
    return replace(
        order,
        kind=found["kind"],
        topic=order.topic or topic,
        addressee=to["to"].strip(_LOOSE) if to else order.addressee,
        extent=extent or order.extent,
    )


def _without_extent(front: str) -> tuple[str, Extent | None]:
    """Return what stands before a kind without the word for its length: 一份简短的…, …的简短通知."""
    for extent, words in _EXTENTS.items():
        for pattern in (rf"^{words}{_LITTLE}?的", rf"(?:^|的){words}{_LITTLE}?的?$"):
            if found := re.search(pattern, front):
                return front[: found.start()] + front[found.end() :], extent
    return front, None


def _topic(words: str) -> str:
    bare = words.strip(_LOOSE)
    about = _ABOUT.match(bare)
    return (bare[about.end() :] if about else bare).removesuffix("的").strip(_LOOSE)


def _one_of(kinds: Iterable[str]) -> str:
    """Return a pattern of the kinds, the longest first; one of a single sign (函, 令) may end other words too."""
    named = sorted(kinds, key=len, reverse=True)
    return "|".join(re.escape(kind) if len(kind) > 1 else rf"(?<![^的\s，]){kind}" for kind in named) or "(?!)"
