"""What each lever brings: every set of levers asks every question, by a refusal that did not see it."""

from dataclasses import replace

import pytest

from knowledge.ablation import NAMES, ablate
from knowledge.calibration import FOLDS, calibrate_without
from knowledge.errors import KnowledgeError
from knowledge.evaluation import Case, Source
from knowledge.phrasing import Levers
from tests.knowledge.desk import Desk
from tests.knowledge.test_calibration import CASES

DUTY = "值班管理办法2024.txt"
SOURCED = [
    Case(f"d{at}", "duty", asked, True, sources=(Source(DUTY, "值班电话应当在三声之内接听"),))
    for at, asked in enumerate(["值班电话要几声接听", "请问值班电话多少声之内要接", "值班电话几声接"])
]


@pytest.mark.parametrize(("documents", "together"), [(FOLDS, True), (FOLDS - 1, False)])
def test_questions_on_one_document_are_held_out_together(documents: int, together: bool, office: Desk) -> None:
    others = [replace(SOURCED[0], key=f"o{at}", sources=(Source(f"{at}.txt", "值班"),)) for at in range(1, documents)]
    cases = [*CASES, *SOURCED, *others]
    folds = [{case.key for case in held_out} for held_out, _ in calibrate_without(cases, office.answerer)]
    assert len(folds) == FOLDS
    assert sorted(key for keys in folds for key in keys) == sorted(case.key for case in cases)
    assert ({"d0", "d1", "d2"} in [keys & {"d0", "d1", "d2"} for keys in folds]) is together
    assert max(map(len, folds)) - min(map(len, folds)) <= 3


def test_every_set_of_levers_asks_every_question(office: Desk) -> None:
    rows = dict(ablate([*CASES, *SOURCED], office.retriever))
    assert list(rows) == ["none", *NAMES, "all"]
    for figures in rows.values():
        counts = {row.kind: row.count for row in figures}
        assert (counts["all"], counts["unanswerable"], counts["duty"]) == (len(CASES) + 3, 8, 3)
        assert next(row.recall_1 for row in figures if row.kind == "duty") == 1


def test_the_adapter_is_a_lever_where_the_model_without_it_is_asked_too(office: Desk) -> None:
    cases = [*CASES, *SOURCED]
    rows = dict(ablate(cases, office.retriever, office.retriever.using(Levers(manner=False))))
    assert list(rows) == ["none", *NAMES, "adapter", "all but the adapter", "all"]


def test_too_few_questions_are_said(office: Desk) -> None:
    with pytest.raises(KnowledgeError, match="at least 5 questions of each side"):
        list(ablate(SOURCED, office.retriever))
