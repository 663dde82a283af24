"""Databases of every earlier schema, kept as they were made then, opened by today's version."""

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from bot.app import build, open_office
from bot.config import Config
from bot.config.sections import Access, Storage
from bot.errors import DatabaseFault
from bot.office.acts import Act, Actor
from bot.permissions import Role
from bot.services.duty import Lookup
from bot.services.model import ModelService
from bot.services.people import Roll
from bot.storage import Engine, people, roles
from bot.storage.answers import AnswerStore
from bot.storage.audit import note_act, noted_acts
from bot.storage.chats import ChatStore
from bot.storage.database import open_database
from bot.storage.migrations import SCHEMA, STEPS, schema_of
from bot.storage.outlines import titles
from bot.storage.reminders import ReminderStore
from bot.storage.tables import metadata
from tests.fakes import GramEmbedder

SCHEMAS = Path(__file__).parent / "schemas"
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
Rows = dict[str, list[tuple[Any, ...]]]
Columns = dict[str, list[str]]
# Tables of then whose rows are kept in others now.
GONE = frozenset({"admins"})


@dataclass(frozen=True)
class Old:
    """A database as an earlier version left it, and all its rows."""

    schema: int
    url: str
    columns: Columns
    rows: Rows

    def config(self, folder: Path) -> Config:
        access = Access(admins=(7,), chats=(-5,))
        return Config(storage=Storage(data_dir=folder / "data", database_url=self.url), access=access)


@pytest.fixture(params=range(1, SCHEMA))
def old(request: pytest.FixtureRequest, database_url: str) -> Old:
    return make_old(request.param, database_url)


@pytest.fixture
def second(database_url: str) -> Old:
    return make_old(2, database_url)


def make_old(schema: int, url: str) -> Old:
    with connected(url) as connection:
        path = SCHEMAS / f"{schema}-{connection.dialect.name}.sql"
        for statement in path.read_text("utf-8").removesuffix(";\n").split(";\n"):
            connection.exec_driver_sql(statement)
        kept = {table: columns(connection, table) for table in inspect(connection).get_table_names()}
        return Old(schema, url, kept, rows(connection, kept))


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Connect to a database without making anything of it."""
    engine = create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def tables_of(schema: int) -> set[str]:
    """Return the tables of an earlier schema."""
    return set(re.findall("^CREATE TABLE (\\w+)", (SCHEMAS / f"{schema}-sqlite.sql").read_text("utf-8"), re.MULTILINE))


def columns(connection: Connection, table: str) -> list[str]:
    return [f'"{column["name"]}"' for column in inspect(connection).get_columns(table)]


def rows(connection: Connection, kept: Columns) -> Rows:
    """Return the rows by table, but for those of ``meta``, with the columns named."""
    wanted = {table: f"SELECT {', '.join(names)} FROM {table}" for table, names in kept.items() if table != "meta"}
    found = {table: connection.execute(text(query)).all() for table, query in wanted.items()}
    return {table: sorted(map(tuple, each), key=repr) for table, each in found.items()}


@pytest.fixture
def opened(old: Old) -> Iterator[Engine]:
    engine = open_database(old.url)
    yield engine
    engine.dispose()


def test_every_earlier_schema_is_kept_in_both_kinds() -> None:
    kinds = [f"{schema}-{kind}.sql" for schema in range(1, SCHEMA) for kind in ("postgresql", "sqlite")]
    assert sorted(path.name for path in SCHEMAS.iterdir()) == kinds
    assert list(STEPS) == list(range(1, SCHEMA + 1))


def test_no_row_of_an_earlier_schema_is_lost_or_changed(old: Old, opened: Engine) -> None:
    assert {"documents", "passages", "answers", "votes"} <= {table for table, kept in old.rows.items() if kept}
    with opened.connect() as connection:
        assert schema_of(connection) == SCHEMA
        left = {table: names for table, names in old.columns.items() if table not in GONE}
        assert rows(connection, left) == {table: old.rows[table] for table in left if table != "meta"}


def test_an_earlier_schema_becomes_the_one_of_today(old: Old, opened: Engine) -> None:
    found = inspect(opened)
    assert set(found.get_table_names()) == set(metadata.tables)
    for table in metadata.tables.values():
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}
        kept = {index["name"] for index in found.get_indexes(table.name) if not index.get("duplicates_constraint")}
        assert kept == {index.name for index in table.indexes}


def test_it_is_brought_up_to_date_once(old: Old) -> None:
    for _ in range(2):
        open_database(old.url).dispose()
    with connected(old.url) as connection:
        kept = connection.execute(text("SELECT value FROM meta WHERE key = 'schema'")).scalars().all()
    assert kept == [str(SCHEMA)]


def test_several_that_start_at_once_all_open_it(old: Old) -> None:
    with ThreadPoolExecutor(4) as pool:
        for engine in pool.map(open_database, [old.url] * 4):
            assert set(inspect(engine).get_table_names()) == set(metadata.tables)
            engine.dispose()


def test_a_new_database_is_opened_when_another_has_just_begun_it(tmp_path: Path) -> None:
    # While another writes, SQLite refuses at once to keep a log of changes, instead of waiting.
    with ThreadPoolExecutor(1) as pool, closing(sqlite3.connect(tmp_path / "a.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        opening = pool.submit(open_database, f"sqlite:///{tmp_path / 'a.db'}")
        assert wait([opening], timeout=0.3).not_done
        other.rollback()
        engine = opening.result(10)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        engine.dispose()


def test_it_answers_from_the_library_of_then(old: Old, tmp_path: Path) -> None:
    with build(old.config(tmp_path), now=lambda: NOW, embedder=GramEmbedder(dimension=32)) as canmou:
        answer = canmou.answerer.answer("值班电话几声之内接听？")
        kept = AnswerStore(canmou.engine).find(1)
        assert [citation.quote for citation in answer.citations] == ["第一条 值班电话应当在3声之内接听。"]
        assert kept
        assert kept.answer.citations == answer.citations
        with canmou.engine.begin() as connection:
            assert roles.holders(connection, Role.ADMIN) == {7}
        assert ChatStore(canmou.engine).moves() == {-4: -5}


def test_the_office_goes_on_with_what_came_later(old: Old, tmp_path: Path) -> None:
    with open_office(old.config(tmp_path), now=lambda: NOW) as office:
        roll, model = Roll(office), ModelService(office, None)
        roll.take_in(roll.read("名单.csv", "姓名,岗位\n赵六,值班员\n".encode()).entries)
        model.switch(on=False, by=7)
        with office.begin() as connection:
            note_act(connection, Act.BACKUP, by=Actor(0, name="root"), at=NOW)
            assert "赵六" in {person.name for person in people.everyone(connection)}
            assert titles(connection, 7) == ()
            assert Act.BACKUP in {noted.act for noted in noted_acts(connection)}
        assert not model.standing().is_on


def test_duty_and_reminders_of_the_second_schema_are_there(second: Old, tmp_path: Path) -> None:
    with open_office(second.config(tmp_path), now=lambda: NOW) as office:
        (shift,) = Lookup(office).between(date(2026, 3, 3), date(2026, 3, 3))
        coming = {row.key for row in ReminderStore(office.engine).listing(states=("pending",), limit=50)}
    assert (shift.officer.name, shift.leader.name) == ("张三", "王五")
    assert {"duty:1:eve", "duty:1:start", "meeting:1:list"} <= coming


def test_a_step_that_fails_leaves_the_database_as_it_was(second: Old) -> None:
    with connected(second.url) as connection:
        # The last step comes upon a name that is taken, when it has made most of its tables.
        connection.execute(text("CREATE INDEX audit_by_time ON people (name)"))
    for _ in range(2):
        with pytest.raises(DatabaseFault):
            open_database(second.url)
    with connected(second.url) as connection:
        assert schema_of(connection) == second.schema
        assert set(inspect(connection).get_table_names()) == set(second.columns)
        assert rows(connection, second.columns) == second.rows
        connection.execute(text("DROP INDEX audit_by_time"))
    open_database(second.url).dispose()


def test_an_empty_database_takes_all_steps(database: Engine) -> None:
    assert set(inspect(database).get_table_names()) == set(metadata.tables)
