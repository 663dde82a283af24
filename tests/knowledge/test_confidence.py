"""What is known of the best passage, each figure by itself, and the calibration that comes with the project."""

import math
from dataclasses import astuple, fields, replace

import numpy as np
import pytest

from knowledge.answering import choose, confidence, quoting
from knowledge.answering.confidence import MET_BONUS, Calibration, Signals
from knowledge.answering.quoting import Choice
from knowledge.expectation import expect
from knowledge.retrieval import Level
from tests.knowledge.desk import Desk


def signals(desk: Desk, asked: str) -> Signals:
    best = choose(desk.answerer.find(asked))
    assert best is not None
    return best.signals


def choices(desk: Desk, asked: str) -> list[Choice]:
    found = desk.search(asked)
    lexicon, expectation = found.snapshot.lexicon, expect(asked)
    chosen = (quoting.best_sentence(hit, asked, expectation, lexicon) for hit in found.hits)
    return [choice for choice in chosen if choice is not None]


def test_a_question_in_the_words_of_a_rule_has_strong_signals(office: Desk) -> None:
    found = signals(office, "公章不得带出办公室")
    assert found.nearness > 5
    assert found.usual > 1
    assert found.coverage == found.weakest == pytest.approx(1)
    assert (found.unknown, found.quantity, found.met) == (0, 0, 0.5)


def test_a_question_in_other_words_has_weak_signals(office: Desk) -> None:
    found = signals(office, "食堂几点开饭")
    assert found.coverage < 0.2
    assert found.weakest < 0.2
    assert found.unknown > 0.7


def test_the_part_that_is_covered_least_counts_in_the_question_s_own_or_in_official_words(office: Desk) -> None:
    assert signals(office, "公章可以带出办公室吗").weakest == pytest.approx(1)
    assert signals(office, "公章可以带出飞机场吗").weakest < 0.5
    assert signals(office, "集体上门反映能选几个代表").weakest > 0


def test_a_quantity_is_met_or_not(office: Desk) -> None:
    held = signals(office, "会议记录由综合科保存几年")
    assert (held.quantity, held.met) == (1, 1)
    missed = signals(office, "使用公章须经几个工作日签字批准")
    assert (missed.quantity, missed.met) == (1, 0)


def test_a_lead_is_counted_up_to_ten_and_whole_when_nothing_follows(office: Desk, desk: Desk) -> None:
    assert 0 <= signals(office, "公章不得带出办公室").lead <= 1
    desk.take_in({"a.txt": "开门的事\n\n本室每日八时开门。\n"})
    assert signals(desk, "本室每日几时开门").lead == 1


def test_every_figure_stays_in_its_range(office: Desk) -> None:
    for asked in ("公章不得带出办公室", "食堂几点开饭", "？", "办法", "值班" * 200, "a"):
        found = signals(office, asked)
        assert all(map(math.isfinite, astuple(found)))
        assert all(-0.001 <= figure <= 1.001 for figure in astuple(found)[2:])


@pytest.mark.parametrize("asked", ["值班管理办法第三条", "值班管理办法第九十条", "考勤管理办法第三条"])
def test_what_is_asked_for_by_number_has_no_signals(asked: str, office: Desk) -> None:
    assert choose(office.answerer.find(asked)) is None


def test_nearness_is_told_from_what_is_usual_in_spreads() -> None:
    level = Level(usual=0.8, idle=0.78, spread=0.01)
    assert (level.above(0.85), level.own) == (pytest.approx(5), pytest.approx(2))


def test_an_empty_library_has_no_signals(desk: Desk) -> None:
    assert choose(desk.answerer.find("值班电话几声接")) is None


def test_of_close_choices_one_that_holds_what_is_asked_for_goes_ahead(office: Desk) -> None:
    asked = "公章保管几年"
    expectation = expect(asked)
    without = next(choice for choice in choices(office, "公章不得带出办公室") if "公章" in choice.hit.unit.text)
    held = next(choice for choice in choices(office, "会议记录保存十年") if "十年" in choice.hit.unit.text)

    def order(below: float, close: int) -> list[Choice]:
        behind = replace(held, hit=replace(held.hit, score=without.hit.score - below))
        return [choice for choice in confidence.order([without, behind], expectation, close=close)]

    assert order(MET_BONUS - 0.1, 3)[1] == without
    assert order(MET_BONUS + 0.1, 3)[0] == without
    assert order(MET_BONUS - 0.1, 1)[0] == without


def test_choices_stay_in_order_where_nothing_is_counted(office: Desk) -> None:
    found = choices(office, "公章可以带出办公室吗")
    assert confidence.order(found, expect("公章可以带出办公室吗"), close=3) == found
    assert confidence.order([], expect("几年"), close=3) == []


@pytest.mark.parametrize("calibration", [confidence.load().refusal, confidence.load().doubt], ids=["refusal", "doubt"])
def test_a_calibration_of_the_package_fits_the_signals(calibration: Calibration) -> None:
    sizes = {len(calibration.mean), len(calibration.deviation), len(calibration.weights)}
    assert sizes == {len(fields(Signals))}
    assert all(figure > 0 for figure in calibration.deviation)


@pytest.mark.parametrize("calibration", [confidence.load().refusal, confidence.load().doubt], ids=["refusal", "doubt"])
def test_signals_that_say_it_all_are_certain_and_empty_ones_are_not(calibration: Calibration) -> None:
    nothing = Signals(*(0.0 for _ in fields(Signals)))
    everything = Signals(*(1.0 for _ in fields(Signals)))
    best = replace(everything, nearness=10.0, unknown=0.0)
    worst = replace(nothing, usual=-2.0, unknown=1.0, quantity=1.0)
    assert calibration.certainty(best) > 0 > calibration.certainty(worst)


def test_a_calibration_that_leans_on_another_scores_with_a_share_of_it() -> None:
    refusal, doubt = confidence.load().refusal, confidence.load().doubt
    for figures in ([0.0] * 8, [1.0] * 8, [9.0, 2.0, 0.4, 0.3, 0.2, 0.1, 1.0, 0.0]):
        signals = np.array(figures)
        leaning = refusal.leaning_on(doubt, 0.25).score(signals)
        assert leaning == pytest.approx(refusal.score(signals) + 0.25 * doubt.score(signals), abs=1e-3)
