"""Where measurements keep their data: in temporary folders, never in the office's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import Config


@contextmanager
def elsewhere(config: Config) -> Iterator[Config]:
    """Yield the settings with the data in a temporary folder and the models where they are."""
    with TemporaryDirectory(prefix="canmou-bench-") as folder:
        storage = config.storage.model_copy(update={"data_dir": Path(folder), "database_url": ""})
        embedding = config.embedding.model_copy(update={"model_dir": config.model_dir})
        yield config.model_copy(update={"storage": storage, "embedding": embedding})
