"""What a measurement gives: figures with their limits, gathered by stage, as a table and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; ``ratio`` is its share of what the stage compares with.

    The limits hold the ratio where there is one, else the value.
    """

    name: str
    value: float
    unit: str
    ratio: float | None = None
    most: float | None = None
    least: float | None = None

    @property
    def passed(self) -> bool | None:
        """Tell whether the figure keeps its limit; None when it has none."""
        if self.most is None and self.least is None:
            return None
        held = self.value if self.ratio is None else self.ratio
        return (self.most is None or held <= self.most) and (self.least is None or held >= self.least)


@dataclass(frozen=True, slots=True)
class Stage:
    """The figures of one stage; ``remark`` says how they were measured."""

    title: str
    figures: tuple[Figure, ...]
    remark: str = ""


def spread(
    name: str, seconds: Sequence[float], beside: Sequence[float] = (), *, most: float | None = None
) -> tuple[Figure, Figure]:
    """Return p50 and p95 of ``seconds`` in ms, as ratios to those of ``beside``; ``most`` limits the ratio of p95."""
    middle, high = _p50(seconds), _p95(seconds)
    ratios = (middle / _p50(beside), high / _p95(beside)) if beside else (None, None)
    return (
        Figure(f"{name}, p50", middle * 1000, "ms", ratios[0]),
        Figure(f"{name}, p95", high * 1000, "ms", ratios[1], most=most),
    )


def stage_table(stage: Stage) -> Table:
    """Return a stage as a table."""
    table = Table("measure", "value", "ratio", "limit", "", title=stage.title, caption=stage.remark, box=None)
    for column in table.columns[1:4]:
        column.justify = "right"
    for figure in stage.figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        table.add_row(figure.name, f"{figure.value:,.4g} {figure.unit}", ratio, _limit(figure), _verdict(figure))
    return table


def stage_json(stage: Stage) -> dict[str, Any]:
    """Return a stage as the documented JSON object."""
    figures = [asdict(figure) | {"passed": figure.passed} for figure in stage.figures]
    return {"stage": stage.title, "remark": stage.remark, "figures": figures}


def _limit(figure: Figure) -> str:
    bounds = (("≤", figure.most), ("≥", figure.least))
    return " ".join(f"{sign} {bound:g}" for sign, bound in bounds if bound is not None)


def _verdict(figure: Figure) -> str:
    return {True: "pass", False: "missed", None: ""}[figure.passed]


def _p50(seconds: Sequence[float]) -> float:
    return median(seconds)


def _p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
