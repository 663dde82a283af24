"""Whether a question is one that has a standard answer: the same words, whatever is said around them. Pure.

A wrong answer under someone's name costs more than a search, so nothing is guessed: what differs may only be courtesy,
marks, and words that change no meaning.
"""

import re
from collections.abc import Iterable

from knowledge.mending import tidy

SHORTEST = 3  # characters that a question must have beside those that mean nothing

_SIGNS = re.compile(r"[\W_]+")
_COURTESY = re.compile(
    "请问|请教|问一?下|想问|想知道|想了解|麻烦|帮忙?(?:查|看)?(?:一下)?|告诉我|谢谢|一下|我们?单位|本单位|咱们?单位|单位里?的?|我们|咱们|到底|究竟"
)
# Of words that ask for the same thing one is kept; what only fills is left out.
_SAME = (
    (re.compile("多少(?=[天年月日小分秒次声份人个条])"), "几"),
    (re.compile("多久|多长时间|什么时间内|几时之内"), "多久"),
    (re.compile("什么时候|何时|几点钟?|啥时候"), "何时"),
    (re.compile("怎么样?|怎样|如何|咋样?"), "怎样"),
    (re.compile("由?(?:哪个人|哪位|何人|谁)"), "谁"),
    (re.compile("什么|哪些|啥"), "什么"),
    (re.compile("之内|以内"), "内"),
    (re.compile("之前|以前"), "前"),
    (re.compile("之后|以后"), "后"),
    (re.compile("应当|应该|需要|必须|须得"), "应"),
    (re.compile("能不能|可不可以|可否|能否|是否可以|可以(?=.*吗$)|能够(?=.*吗$)|能(?=.*吗$)"), "可否"),
    (re.compile("是不是|是否"), "是否"),
)
_FILLERS = re.compile("[的了呢吗啊呀吧嘛要得应需须]")


def is_same(question: str, pattern: str) -> bool:
    """Tell whether a question asks what ``pattern`` asks."""
    words = reduced(question)
    return len(words) >= SHORTEST and words == reduced(pattern)


def find_same(question: str, patterns: Iterable[str]) -> str | None:
    """Return the first pattern that a question asks the same as, or None."""
    return next((pattern for pattern in patterns if is_same(question, pattern)), None)


def reduced(question: str) -> str:
    """Return what a question asks, without what is said around it."""
    text = _SIGNS.sub("", tidy(question)).lower()
    text = _COURTESY.sub("", text)
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    return _FILLERS.sub("", text)
