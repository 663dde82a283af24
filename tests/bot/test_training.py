"""The adapter: trained on a few questions, written, read, added to a model, switched off, refused where it fits not."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.app import model_settings
from bot.config import load
from knowledge.embedding import adapter, bundled
from knowledge.embedding.sentence import ModelSettings, SentenceEmbedder
from knowledge.embedding.training import Recipe, Step, Trainer
from knowledge.errors import ModelFault
from knowledge.training.lessons import Lesson

TEXTS = (
    "值班电话应当在三声之内接听。",
    "公章不得带出办公室。",
    "会议通知应当提前两天发出。",
    "公务用车由车队统一调派。",
)
ASKED = ("电话响几下得接", "章子能拿回家吗", "开会提前几天讲", "用车找谁派")
QUICK = Recipe(batch=4, rate=1e-2, rank=4, keep=0.1)
LESSONS = [
    Lesson("lay", "wholes", question, (TEXTS[place], TEXTS[place - 1]), (place, (place - 1) % 4))
    for place, question in enumerate(ASKED)
]


@pytest.fixture
def settings(tiny_model: Path) -> ModelSettings:
    return ModelSettings(str(tiny_model), tiny_model.parent, precision="float32")


def learn(trainer: Trainer, times: int) -> list[Step]:
    """Go through the lessons several times, a step each."""
    return [step for _ in range(times) for step in trainer.train(LESSONS)]


@pytest.fixture
def factors(settings: ModelSettings) -> adapter.Factors:
    """Return what a few steps taught."""
    trainer = Trainer(settings, QUICK)
    learn(trainer, 20)
    return trainer.factors()


def distance(one: SentenceEmbedder, other: SentenceEmbedder) -> float:
    """Return how far apart the passages' vectors of two embedders are at most."""
    return float(np.abs(one.passages(TEXTS) - other.passages(TEXTS)).max())


def test_a_few_steps_bring_questions_nearer_to_their_texts(settings: ModelSettings) -> None:
    steps = learn(Trainer(settings, QUICK), 20)
    assert steps[-1].loss < 0.7 * steps[0].loss
    assert steps[0].moved == pytest.approx(0, abs=1e-3)
    assert steps[-1].moved > 0.01


def test_every_lesson_is_learned_once_in_batches(settings: ModelSettings) -> None:
    steps = list(Trainer(settings, QUICK).train(LESSONS * 2 + LESSONS[:1]))
    assert [(step.step, step.of) for step in steps] == [(1, 3), (2, 3), (3, 3)]
    assert sum(step.lessons for step in steps) == 9


def test_the_pull_to_the_untouched_model_keeps_vectors_near(settings: ModelSettings) -> None:
    free, held = (learn(Trainer(settings, replace(QUICK, keep=keep)), 20)[-1].moved for keep in (0.0, 50.0))
    assert held < free / 2


def test_the_same_seed_teaches_the_same(settings: ModelSettings, factors: adapter.Factors) -> None:
    again = Trainer(settings, QUICK)
    learn(again, 20)
    for name, values in again.factors().items():
        assert np.allclose(values, factors[name], atol=1e-6)


def test_the_written_adapter_gives_the_vectors_of_the_trained_one(
    settings: ModelSettings, factors: adapter.Factors, tmp_path: Path
) -> None:
    file, exact = tmp_path / "adapter.safetensors", SentenceEmbedder(settings)
    adapter.save(factors, file)
    adapter.apply(exact._model.transformers_model, factors)
    adapted = SentenceEmbedder(replace(settings, adapter=file))
    assert distance(adapted, exact) < 1e-3
    assert distance(adapted, SentenceEmbedder(settings)) > 1e-2


def test_a_scale_of_nothing_changes_nothing(settings: ModelSettings, factors: adapter.Factors, tmp_path: Path) -> None:
    plain = SentenceEmbedder(settings)
    moved = []
    for scale in (0.0, 0.5, 1.0):
        file = tmp_path / f"{scale}.safetensors"
        adapter.save(factors, file, scale=scale)
        moved.append(distance(SentenceEmbedder(replace(settings, adapter=file)), plain))
    assert moved[0] == 0
    assert moved[1] < moved[2]


def test_an_adapter_changes_the_fingerprint(settings: ModelSettings, factors: adapter.Factors, tmp_path: Path) -> None:
    files = [tmp_path / "one.safetensors", tmp_path / "other.safetensors"]
    for file, scale in zip(files, (0.5, 1.0), strict=True):
        adapter.save(factors, file, scale=scale)
    chosen = (None, *files)
    assert len({SentenceEmbedder(replace(settings, adapter=file)).fingerprint for file in chosen}) == 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda factors: {name: values[:-1] for name, values in factors.items()},
        lambda factors: {f"other.{name}": values for name, values in factors.items()},
        lambda factors: {name: values for name, values in factors.items() if name.endswith(adapter.DOWN)},
    ],
    ids=["other shapes", "other layers", "half of each pair"],
)
def test_an_adapter_of_another_model_is_refused(
    spoil: Callable[[adapter.Factors], adapter.Factors],
    settings: ModelSettings,
    factors: adapter.Factors,
    tmp_path: Path,
) -> None:
    file = tmp_path / "adapter.safetensors"
    adapter.save(spoil(factors), file)
    with pytest.raises(ModelFault, match=r"the adapter was made for another model: .+ does not fit"):
        SentenceEmbedder(replace(settings, adapter=file)).questions(ASKED)


def test_a_file_that_is_no_adapter_is_a_model_fault(settings: ModelSettings, tmp_path: Path) -> None:
    (tmp_path / "torn").write_bytes(b"torn")
    for name in ("torn", "missing"):
        with pytest.raises(ModelFault, match=r"^the adapter .+ cannot be read: "):
            SentenceEmbedder(replace(settings, adapter=tmp_path / name)).questions(ASKED)
    with pytest.raises(ModelFault, match=r"^the adapter .+ cannot be read: "):
        _ = SentenceEmbedder(replace(settings, adapter=tmp_path / "missing")).fingerprint


@pytest.mark.parametrize(
    ("chosen", "model", "file"),
    [("on", bundled.NAME, adapter.FILE), ("off", bundled.NAME, None), ("on", "another", None)],
)
def test_the_adapter_goes_with_the_bundled_model_unless_it_is_off(
    chosen: str, model: str, file: Path | None, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[embedding]\nadapter = "{chosen}"\nmodel = "{model}"\n', "utf-8")
    assert model_settings(load(path, {})).adapter == file


def test_the_adapter_of_the_repository_is_small() -> None:
    assert adapter.FILE.stat().st_size <= 3_000_000


LAW = """# {name}

第一条 {first}

第二条 {second}

（一）{third}

（二）每季度清点一次。

第三条 本办法自印发之日起施行。
"""
RULES = {
    "值班": ("值班电话应当在三声之内接听。", "值班员应当做到：", "不得擅自离岗。"),
    "用章": ("公章由专人保管，不得带出办公室。", "用章应当登记下列事项：", "用章人姓名和日期。"),
    "用车": ("公务用车由车队统一调派。", "驾驶员应当遵守下列规定：", "不得酒后驾车。"),
    "会务": ("会议通知应当提前两天发出。", "会务人员负责下列工作：", "布置会场和摆放席签。"),
}


def test_the_command_writes_the_adapter_and_a_log_with_what_was_held_out(tiny_model: Path, tmp_path: Path) -> None:
    laws, questions, speeches = tmp_path / "laws", tmp_path / "questions.tsv", tmp_path / "speeches.jsonl"
    rows = ["file\tarticle\tstyle\tquestion"]
    for number in range(12):
        for name, (first, second, third) in RULES.items():
            file = laws / f"办公{number}" / f"{name}办法{number}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(LAW.format(name=file.stem, first=first, second=second, third=third), "utf-8")
            rows.append(f"{file.relative_to(laws)}\t第{'一二'[number % 2]}条\tlay\t{name}怎么弄{number}")
    questions.write_text("\n".join([*rows, "没有.md\t第一条\tlay\t找不到的"]), "utf-8")
    speech = {"id": "s1", "text": "窗口不得空岗。下不为例。", "questions": [["lay", "窗口能没人吗"]]}
    speeches.write_text(json.dumps(speech, ensure_ascii=False), "utf-8")
    out = tmp_path / "made.safetensors"
    result = CliRunner().invoke(
        app,
        ["train", str(questions), str(speeches), str(laws), "--out", str(out)],
        env={"CANMOU_EMBEDDING__MODEL": str(tiny_model), "CANMOU_STORAGE__DATA_DIR": str(tmp_path / "data")},
    )
    assert result.exit_code == 0, result.output
    assert f"adapter {adapter.fingerprint(out)}" in result.stdout
    recipe, *lines = map(json.loads, out.with_suffix(".jsonl").read_text("utf-8").splitlines())
    steps, marks = [line for line in lines if "loss" in line], [line for line in lines if "recall_5" in line]
    assert recipe["learned"] + recipe["examined"] / 2 == 49
    assert sum(step["lessons"] for step in steps) == recipe["learned"]
    assert {mark["scale"] for mark in marks} == {0, 0.55, 0.7, 1}
    assert all(0 <= mark["recall_1"] <= mark["recall_5"] <= 1 for mark in marks)


@pytest.mark.parametrize("spoiled", ["questions.tsv", "speeches.jsonl", "nowhere/made.safetensors"])
def test_a_file_of_another_kind_is_one_line(spoiled: str, tiny_model: Path, tmp_path: Path) -> None:
    questions, speeches = tmp_path / "questions.tsv", tmp_path / "speeches.jsonl"
    questions.write_text("file\tarticle\tstyle\tquestion\n", "utf-8")
    speeches.write_text("", "utf-8")
    out = tmp_path / "made.safetensors"
    if spoiled.endswith("safetensors"):
        out = tmp_path / spoiled
    else:
        (tmp_path / spoiled).write_text("值班\n值班", "utf-8")
    result = CliRunner().invoke(
        app,
        ["train", str(questions), str(speeches), str(tmp_path), "--out", str(out)],
        env={"CANMOU_EMBEDDING__MODEL": str(tiny_model), "CANMOU_STORAGE__DATA_DIR": str(tmp_path / "data")},
    )
    assert result.exit_code == 2
    assert Path(spoiled).stem in result.stderr
    assert len(result.stderr.splitlines()) == 1
