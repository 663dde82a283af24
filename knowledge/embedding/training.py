"""Training of the adapter: the model learns to tell the text that answers a question from those that come near.

The loss has two parts. A question must be nearer to its own text than to all the others of its batch (cross-entropy
over cosines). Its vector and that text's must also stay near those of the untouched model, so that what the model knew
before is not lost. Only low-rank factors beside the encoder's linear layers change. Training needs peft, the extra
``train``; a trained adapter does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from knowledge.embedding import adapter
from knowledge.embedding.sentence import ModelSettings, locate
from knowledge.errors import ModelFault
from knowledge.training.lessons import Lesson

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor
    from torch.optim import Optimizer
    from torch.optim.lr_scheduler import LRScheduler

LAYERS = r"encoder\..*\.(query|key|value|dense)"
WINDOW = 16  # batches among which lessons of like length are put together
ROOM = 256  # tokens of a text that are looked at


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the adapter is trained; ``keep`` weighs the pull towards the untouched model's vectors."""

    seed: int = 1
    rank: int = 16
    batch: int = 16
    rate: float = 3e-4
    warm_up: float = 0.1
    temperature: float = 0.02
    keep: float = 2.0


@dataclass(frozen=True, slots=True)
class Step:
    """The figures of one step: the two parts of the loss, and how many lessons it took."""

    step: int
    of: int
    lessons: int
    loss: float
    moved: float


class Trainer:
    """A model with an untrained adapter beside its layers."""

    def __init__(self, settings: ModelSettings, recipe: Recipe) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.manual_seed(recipe.seed)
        self._recipe = recipe
        self._model = SentenceTransformer(str(locate(settings)), device="cpu")
        self._model.max_seq_length = ROOM
        _add_factors(self._model, recipe.rank)

    def train(self, lessons: Sequence[Lesson]) -> Iterator[Step]:
        """Go through the lessons once, yielding after every step."""
        import torch

        batches = list(_batches(lessons, self._recipe))
        optimizer, schedule = _optimizer(self._model, self._recipe, len(batches))
        self._model.eval()  # one pass over the lessons has no need of dropout
        for number, batch in enumerate(batches, 1):
            loss, moved = self._losses(batch)
            optimizer.zero_grad()
            torch.autograd.backward(loss + self._recipe.keep * moved)
            optimizer.step()
            schedule.step()
            yield Step(number, len(batches), len(batch), round(loss.item(), 4), round(moved.item(), 4))

    def factors(self) -> adapter.Factors:
        """Return what was learned."""
        found = self._model.get_adapter_state_dict()
        return {name: values.detach().numpy().copy() for name, values in found.items()}

    def _losses(self, batch: Sequence[Lesson]) -> tuple["Tensor", "Tensor"]:
        """Return how far right and wrong are from being told apart, and how far the vectors moved, 0 to 2."""
        import torch
        from torch.nn.functional import cross_entropy

        asked = [lesson.question for lesson in batch]
        texts = [text for column in zip(*(lesson.texts for lesson in batch), strict=True) for text in column]
        questions, passages = self._vectors(asked, "query"), self._vectors(texts, "passage")
        with torch.no_grad():
            self._model.disable_adapters()
            old = torch.cat([self._vectors(asked, "query"), self._vectors(texts[: len(batch)], "passage")])
            self._model.enable_adapters()
        scores = (questions @ passages.T / self._recipe.temperature).masked_fill(_same(batch), -torch.inf)
        loss = cross_entropy(scores, torch.arange(len(batch)))
        moved = 1 - (torch.cat([questions, passages[: len(batch)]]) * old).sum(dim=1).mean()
        return loss, moved

    def _vectors(self, texts: list[str], role: str) -> "Tensor":
        import torch

        prompt = self._model.prompts.get(role) or ""
        with torch.autocast("cpu", torch.bfloat16):
            found: Tensor = self._model(self._model.preprocess([prompt + text for text in texts]))["sentence_embedding"]
        return torch.nn.functional.normalize(found.float(), dim=1)


def _add_factors(model: "SentenceTransformer", rank: int) -> None:
    try:
        from peft import LoraConfig
    except ImportError as fault:
        raise ModelFault("training needs the package peft: install canmou[train]") from fault
    model.add_adapter(LoraConfig(r=rank, lora_alpha=rank, target_modules=LAYERS))


def _optimizer(model: "SentenceTransformer", recipe: Recipe, steps: int) -> tuple["Optimizer", "LRScheduler"]:
    """Return an optimizer whose rate rises over the first steps and falls to nothing over the others."""
    import torch

    changing = [values for values in model.parameters() if values.requires_grad]
    optimizer = torch.optim.AdamW(changing, lr=recipe.rate, weight_decay=0.01)
    rising = max(1, round(steps * recipe.warm_up))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / rising, (steps - step) / max(1, steps - rising))
    )
    return optimizer, schedule


def _batches(lessons: Sequence[Lesson], recipe: Recipe) -> Iterator[list[Lesson]]:
    """Yield the lessons in chance order, those of like length together so that little is padded."""
    chance = Random(recipe.seed)
    order = chance.sample(lessons, len(lessons))
    found = []
    for start in range(0, len(order), WINDOW * recipe.batch):
        window = sorted(order[start : start + WINDOW * recipe.batch], key=lambda lesson: sum(map(len, lesson.texts)))
        found += [window[place : place + recipe.batch] for place in range(0, len(window), recipe.batch)]
    yield from chance.sample(found, len(found))


def _same(batch: Sequence[Lesson]) -> "Tensor":
    """Return where a text comes from the question's own article without being its text; shape (questions, texts)."""
    import torch

    keys = torch.tensor([lesson.keys for lesson in batch])
    same = keys[:, :1] == keys.T.reshape(1, -1)
    same[:, : len(batch)] &= ~torch.eye(len(batch), dtype=torch.bool)
    return same
