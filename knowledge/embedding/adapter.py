"""The adapter: low-rank changes that bring the bundled model nearer to plain speech, kept in the repository.

The file holds two factors for each linear layer in half precision, named as peft names them; their product is added
to the layer's weights once, when the model is loaded, so that a question costs what it did before.
"""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors import numpy as tensors

from knowledge.errors import ModelFault

if TYPE_CHECKING:
    from torch.nn import Module

FILE = Path(__file__).with_name("adapter.safetensors")
DOWN, UP = ".lora_A.weight", ".lora_B.weight"
DIGITS = 16  # of the digest that tells one adapter from another
Factors = dict[str, NDArray[np.floating]]


def fingerprint(path: Path) -> str:
    """Return what tells this adapter from another; raise ModelFault when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]
    except OSError as fault:
        raise ModelFault(f"the adapter {path} cannot be read: {fault.strerror}") from fault


def save(factors: Factors, path: Path, *, scale: float = 1.0) -> None:
    """Write the factors in half precision, the second of each pair multiplied by ``scale``."""
    scaled = {name: values * scale if name.endswith(UP) else values for name, values in factors.items()}
    path.write_bytes(tensors.save({name: values.astype(np.float16) for name, values in scaled.items()}))


def load(path: Path) -> Factors:
    """Return the factors of a file; raise ModelFault when it is none."""
    try:
        return {name: values.astype(np.float32) for name, values in tensors.load_file(path).items()}
    except (OSError, SafetensorError) as fault:
        raise ModelFault(f"the adapter {path} cannot be read: {fault}") from fault


def apply(encoder: "Module | None", factors: Factors) -> None:
    """Add the product of each pair of factors to the weights of its layer; raise ModelFault when they do not fit."""
    import torch

    layers = dict(encoder.named_modules()) if encoder is not None else {}
    with torch.no_grad():
        for name in (name.removesuffix(DOWN) for name in factors if name.endswith(DOWN)):
            weight, up, down = getattr(layers.get(name), "weight", None), factors.get(name + UP), factors[name + DOWN]
            if weight is None or up is None or not _fit(up, down, tuple(weight.shape)):
                raise ModelFault(f"the adapter was made for another model: {name} does not fit")
            weight.addmm_(torch.from_numpy(up), torch.from_numpy(down))


def _fit(up: NDArray[np.floating], down: NDArray[np.floating], shape: tuple[int, ...]) -> bool:
    return up.ndim == down.ndim == 2 and up.shape[1] == down.shape[0] and shape == (up.shape[0], down.shape[1])
