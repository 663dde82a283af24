"""The vector index: it holds what it is told, one process owns its folder, and damage to the folder heals."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from knowledge.errors import IndexFault
from knowledge.index import Index, Rows

Vectors = dict[str, Rows]


def vectors(count: int, *, dimension: int = 16, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return {f"{seed}-{number}": row for number, row in enumerate(rows)}


def agrees(index: Index, held: Vectors) -> bool:
    """Tell whether each vector is its own nearest and nothing else is held."""
    everything = index.nearest(next(iter(held.values())), len(held) + 10)
    return len(everything) == len(held) and all(index.nearest(row, 1) == [key] for key, row in held.items())


def chroma(folder: Path) -> Path:
    (found,) = folder.glob("chroma*")
    return found


def change_sql(statement: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        connection = sqlite3.connect(folder / "chroma.sqlite3")
        connection.execute(statement)
        connection.commit()
        connection.close()

    return change


def remove_graph(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def make_a_file_of(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("not a folder")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "the database is garbage": lambda folder: (folder / "chroma.sqlite3").write_bytes(b"garbage" * 500),
    "the database is empty": lambda folder: (folder / "chroma.sqlite3").write_bytes(b""),
    "the database is cut short": lambda folder: (folder / "chroma.sqlite3").write_bytes(
        (folder / "chroma.sqlite3").read_bytes()[:20_000]
    ),
    "the database is gone": lambda folder: (folder / "chroma.sqlite3").unlink(),
    "a table is gone": change_sql("DROP TABLE collections"),
    "the segments are gone": change_sql("DELETE FROM segments"),
    "the version is another": change_sql("UPDATE migrations SET hash = 'x'"),
    "the dimension is another": change_sql("UPDATE collections SET dimension = 7"),
    "the graph is garbage": lambda folder: [path.write_bytes(b"garbage") for path in folder.rglob("*.bin")],
    "the graph is gone": remove_graph,
    "a file stands in its place": make_a_file_of,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_an_index_that_was_never_filled_has_nothing_near(folder: Path) -> None:
    index = Index(folder)
    assert index.nearest(vectors(1)["0-0"], 5) == []
    index.close()


def test_what_differs_is_added_and_taken_away(folder: Path) -> None:
    index = Index(folder)
    before, more = vectors(30), vectors(20, seed=1)
    index.sync(before)
    assert agrees(index, before)
    kept = dict(list(before.items())[10:])
    index.sync(kept | more)
    assert agrees(index, kept | more)
    index.close()


def test_an_emptied_index_can_be_filled_again(folder: Path) -> None:
    index, held = Index(folder), vectors(12)
    index.sync(held)
    index.sync({})
    assert index.nearest(held["0-3"], 3) == []
    index.sync(held)
    assert agrees(index, held)
    index.close()


def test_fewer_are_returned_than_asked_for_when_there_are_no_more(folder: Path) -> None:
    index, held = Index(folder), vectors(3)
    index.sync(held)
    assert len(index.nearest(held["0-0"], 500)) == 3
    index.close()


def test_vectors_of_another_dimension_take_the_place_of_the_old_ones(folder: Path) -> None:
    index, wider = Index(folder), vectors(9, dimension=24, seed=1)
    index.sync(vectors(12))
    index.sync(wider)
    assert agrees(index, wider)
    index.close()


def test_an_index_outlives_its_process(folder: Path) -> None:
    held = vectors(25)
    for _ in range(2):
        index = Index(folder)
        index.sync(held)
        assert index.persistent
        assert agrees(index, held)
        index.close()


def test_a_second_opener_keeps_its_index_in_memory(folder: Path) -> None:
    first, second = Index(folder), Index(folder)
    mine, yours = vectors(10), vectors(14, seed=1)
    first.sync(mine)
    second.sync(yours)
    assert (first.persistent, second.persistent) == (True, False)
    assert agrees(first, mine)
    assert agrees(second, yours)
    first.close()
    second.close()
    third = Index(folder)
    assert third.persistent
    third.close()


def test_indexes_in_memory_do_not_share_what_they_hold() -> None:
    one, other = Index(None), Index(None)
    one.sync(vectors(10))
    other.sync(vectors(4, seed=1))
    assert agrees(one, vectors(10))
    one.close()
    assert agrees(other, vectors(4, seed=1))
    other.close()


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_folder_heals(damage: Callable[[Path], object], folder: Path) -> None:
    held = vectors(1200)  # enough for the graph to be written
    index = Index(folder)
    index.sync(held)
    index.close()
    damage(chroma(folder))
    for _ in range(2):
        index = Index(folder)
        index.sync(held)
        assert index.persistent
        sample = dict(list(held.items())[::200])
        assert all(index.nearest(row, 1) == [key] for key, row in sample.items())
        assert len(index.nearest(held["0-0"], 2000)) == len(held)
        index.close()


def test_vectors_that_were_lost_or_changed_behind_its_back_are_put_right(folder: Path) -> None:
    held = vectors(40)
    index = Index(folder)
    index.sync(held)
    index.close()
    client: Any = chromadb.PersistentClient(chroma(folder), Settings(anonymized_telemetry=False))
    collection = client.get_collection("library", embedding_function=None)
    collection.delete(ids=list(held)[:15])
    client.close()
    index = Index(folder)
    index.sync(held)
    assert agrees(index, held)
    turned = {key: -row for key, row in held.items()}
    index.sync(turned)
    assert agrees(index, turned)
    index.close()


def test_a_vector_that_is_shorter_by_rounding_does_not_make_everything_anew(folder: Path) -> None:
    rounded = {key: row * 0.99 for key, row in vectors(30).items()}
    index = Index(folder)
    index.sync(rounded)
    before = chroma(folder)
    index.sync(rounded)
    assert chroma(folder) == before
    index.close()


def test_what_cannot_be_indexed_is_an_index_fault(folder: Path) -> None:
    index = Index(folder)
    with pytest.raises(IndexFault, match="the vector index cannot be used"):
        index.sync({"": vectors(1)["0-0"], "a": np.zeros(0, np.float32)})
    index.close()


def test_searches_go_on_beside_changes(folder: Path) -> None:
    index, sizes = Index(folder), (40, 5, 60, 0, 20)
    index.sync(vectors(10))
    found: list[int] = []

    def search() -> None:
        found.extend(len(index.nearest(vectors(1)["0-0"], 100)) for _ in range(60))

    threads = [Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for size in sizes:
        index.sync(vectors(size))
    for thread in threads:
        thread.join()
    assert len(found) == 120
    assert set(found) <= {10, *sizes}
    index.close()
