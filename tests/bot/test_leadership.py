"""The lead of one of several bots at one database."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from bot.storage.database import open_database
from bot.storage.leadership import Leadership


def test_at_a_sqlite_file_every_bot_leads(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    assert Leadership(engine).holds()
    Leadership(engine).resign()
    engine.dispose()


def test_one_of_two_leads_until_it_resigns(fresh_postgres: Callable[[], str]) -> None:
    engine = open_database(fresh_postgres())
    one, other = Leadership(engine), Leadership(engine)
    assert [each.holds() for each in (one, other, one, other)] == [True, False, True, False]
    one.resign()
    assert [each.holds() for each in (other, one)] == [True, False]
    other.resign()
    engine.dispose()


def test_another_leads_when_the_connection_is_lost(fresh_postgres: Callable[[], str]) -> None:
    url = fresh_postgres()
    engines = [open_database(url) for _ in range(2)]
    one, other = map(Leadership, engines)
    assert one.holds()
    with engines[1].begin() as connection:
        others = "pid <> pg_backend_pid() AND datname = current_database()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}"))
    assert other.holds()
    assert [one.holds(), one.holds()] == [False, False]
    other.resign()
    assert one.holds()
    one.resign()
    for engine in engines:
        engine.dispose()


def test_two_databases_have_two_leaders(fresh_postgres: Callable[[], str]) -> None:
    engines = [open_database(fresh_postgres()) for _ in range(2)]
    leads = [Leadership(engine) for engine in engines]
    assert all(each.holds() for each in leads)
    for each, engine in zip(leads, engines, strict=True):
        each.resign()
        engine.dispose()
