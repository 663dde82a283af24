"""Presses that nobody was offered: other people's things, numbers that are made up, data of no version."""

from collections.abc import Iterator
from itertools import chain
from random import Random

from bot.chat.buttons import ARGUMENTS, Action
from tests.malice.act import Act
from tests.malice.stage import Stage

HUGE = (2**31 - 1, 2**31, 2**31 + 1, 2**32, 2**40, 10**13 - 1)
WILD = (0, -1, -7, 999_999, *HUGE, *(-number for number in HUGE))
BINARY = (
    *("", " ", "0do:1", "2o:1:1", "1zz:1", "1O:1:1", "o:1:1", "1", "1o", "1o:", "1o:1", "1o:1:1:1:1:1", "1o:1:x"),
    *("1o:1:1\n", "1o:1.5:1", "1o:+1:1", "1o:--1:1", "1o:１:１", "1o:١:٢", "1o:1:99999999999999", "1v:1e3:1"),
    *("\x01\x02\x03", "\x7f" * 64, "🙂" * 16, "\u202e1o:1:1", "1o:1:1\u200b", "'; DROP TABLE people;--", "../../etc"),
    *("<b>1o</b>", "{}", "null", "1pr:{chief}:1:0", "%00", "1ys:1 ", "1\u00a0o", "x" * 64, "1" * 64, ":" * 64),
)


def presses(stage: Stage, dice: Random) -> Iterator[Act]:
    """Yield every action with numbers of all sorts, pressed by a member, a stranger and an administrator."""
    office = stage.office
    yield from (_forged(stage, dice, data) for data in dice.sample(stage.data, min(len(stage.data), 60)))
    for action in Action:
        numbers = [dice.choice(WILD) for _ in range(ARGUMENTS[action])]
        yield _act(stage, dice, ":".join(["1" + action, *map(str, numbers)]), is_chief=True)
        small = [dice.choice((0, 1, 1, 2, 3, office.wang.id, office.chief.id)) for _ in numbers]
        yield _act(stage, dice, ":".join(["1" + action, *map(str, small)]))
    for data in chain(BINARY, (":".join(["1" + each, *["1"] * (ARGUMENTS[each] + 1)]) for each in Action)):
        yield _act(stage, dice, data, is_chief=dice.random() < 0.3)


def _forged(stage: Stage, dice: Random, data: str) -> Act:
    """Press what stands under somebody else's message."""
    return _act(stage, dice, data)


def _act(stage: Stage, dice: Random, data: str, *, is_chief: bool = False) -> Act:
    office = stage.office
    user = office.chief if is_chief else dice.choice((stage.member, stage.member, office.stranger))
    place = office.group if user is stage.member and dice.random() < 0.5 else user
    name = f"press {data[:60]!r} by {user.first_name} in {place.id}"
    return Act(name, lambda: stage.press(user, place, data), may_act=is_chief)
