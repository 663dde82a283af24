"""Everything sent one after the other on one stage, and what came of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.sandbox.world import CallbackQuery
from tests.malice.act import Act
from tests.malice.files import files
from tests.malice.orders import orders
from tests.malice.presses import presses
from tests.malice.stage import Stage, stage
from tests.malice.updates import updates
from tests.malice.watching import Ear, Watch

SECONDS = 20  # between two things, so that nobody hurries


@dataclass
class Verdict:
    """What came of it."""

    sent: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)


async def run(count: int, seed: int = 0, database_url: str = "") -> Verdict:
    """Send so many things; the same seed gives the same ones."""
    verdict, dice = Verdict(), Random(seed)
    with TemporaryDirectory(prefix="canmou-malice-") as folder, Ear() as ear:
        async with stage(Path(folder), database_url) as office:
            watch = Watch(office, ear)
            for act in chosen(office, dice, count):
                verdict.sent[act.name.split()[0].strip(":")] += 1
                verdict.faults += [(act.name, fault) for fault in await _send(office, watch, act)]
    return verdict


def chosen(stage: Stage, dice: Random, count: int) -> list[Act]:
    """Return so many of all that can be sent, in a mixed order."""
    every = list(chain(updates(stage, dice), files(stage, dice), presses(stage, dice), orders(stage, dice)))
    return dice.sample(every, min(count, len(every)))


async def _send(stage: Stage, watch: Watch, act: Act) -> list[str]:
    stage.office.clock.pass_by(seconds=SECONDS)
    sent = act.send()
    query = sent if isinstance(sent, CallbackQuery) else None
    return await watch.faults(may_act=act.may_act, query=query)


def lines(verdict: Verdict) -> Iterator[str]:
    """Yield what there is to say."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in verdict.sent.most_common())
    yield f"{sum(verdict.sent.values())} sent ({kinds}); {len(verdict.faults)} faults"
    yield from (f"  {name}: {fault}" for name, fault in verdict.faults[:60])
