"""Arrangements played one after the other, several on one stage, and what was seen of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.services.audience import AudienceService
from tests.chats.closed import closed_office, desk
from tests.leaks.acts import ACTS, COLLECTIONS, MINUTES, Stage, arrange
from tests.leaks.office import RULES, Slip, Watch

ON_A_STAGE = 20  # arrangements
ACTS_EACH = 8


@dataclass
class Verdict:
    """What came of it: how much was seen, how much of that told of closed or open rules, and what slipped out."""

    arrangements: int = 0
    seen: int = 0
    rightly: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    slips: list[tuple[int, str, Slip]] = field(default_factory=list)


async def run(count: int, seed: int = 0) -> Verdict:
    """Play so many arrangements; the same seed gives the same ones."""
    verdict = Verdict()
    for first in range(0, count, ON_A_STAGE):
        with TemporaryDirectory(prefix="canmou-leaks-") as folder:
            await _play(verdict, Path(folder), Random(f"{seed} {first}"), min(ON_A_STAGE, count - first))
    return verdict


async def _play(verdict: Verdict, folder: Path, dice: Random, count: int) -> None:
    """Play arrangements on one stage."""
    async with closed_office(folder, {rule.file: rule.text for rule in RULES}, briefings=True) as office:
        for name in COLLECTIONS:
            AudienceService(desk(office)).add(name)
        for user in (office.chief, office.wang, office.li):
            office.server.say(user, user.id, "/start")
        stage = Stage(office, dice, office.canmou.records.load())
        for _ in range(count):
            await arrange(stage)
            watch = Watch(office)
            for act in dice.choices(list(ACTS), list(ACTS.values()), k=ACTS_EACH):
                office.clock.pass_by(minutes=MINUTES)
                await act(stage)
                await office.settled()
                verdict.acts[act.__name__] += 1
                verdict.slips += [(verdict.arrangements, act.__name__, slip) for slip in watch.slips()]
            verdict.arrangements += 1
            verdict.seen += watch.seen
            verdict.rightly += watch.rightly


def lines(verdict: Verdict) -> Iterator[str]:
    """Yield what there is to say."""
    acts = ", ".join(f"{count} {name}" for name, count in verdict.acts.most_common())
    yield f"{verdict.arrangements} arrangements; {acts}"
    seen = f"{verdict.seen} texts, buttons and files seen, {verdict.rightly} with words of rules"
    yield f"{seen}; {len(verdict.slips)} leaks"
    for number, act, slip in verdict.slips[:10]:
        yield f"  arrangement {number}, {act}: {slip.word} in chat {slip.chat_id}: {slip.shown[:120]!r}"
