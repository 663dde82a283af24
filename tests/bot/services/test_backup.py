"""A backup and what is restored from it: every row and vector, numbers that go on, and nothing of a damaged file."""

import json
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from bot.app import build, open_office
from bot.config import Config
from bot.config.sections import Access, Storage
from bot.errors import BackupFault
from bot.files.archives import DAMAGED, SEAL, reading, writing
from bot.office.acts import Act, Actor
from bot.reminders.model import Outcome, State
from bot.services.backup import Contents, Maker, Restorer
from bot.services.backup.restoring import DIFFERS, NEWER, OCCUPIED, STRANGE
from bot.services.duty import Lookup
from bot.services.office import Office
from bot.storage import Connection, copying, drafts, people
from bot.storage.answers import AnswerStore
from bot.storage.audit import noted_acts
from bot.storage.deliveries import DeliveryStore
from bot.storage.drafts import Draft
from bot.storage.library import LibraryRecords
from bot.storage.migrations import SCHEMA
from tests.bot.test_migrations import make_old, tables_of
from tests.fakes import GramEmbedder

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BY = Actor(0, name="root")
SECOND = tuple(sorted(set(copying.TABLES) & tables_of(2)))
MakeAddress = Callable[[str], str]


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path) -> MakeAddress:
    """Return what makes an empty database of a kind."""
    numbers = iter(range(9))

    def make(kind: str) -> str:
        if kind == "postgresql":
            return str(request.getfixturevalue("fresh_postgres")())
        return f"sqlite:///{tmp_path / f'{next(numbers)}.db'}"

    return make


def settings(folder: Path, url: str) -> Config:
    folder.mkdir(exist_ok=True)
    access = Access(admins=(7,), chats=(-5,))
    return Config(storage=Storage(data_dir=folder, database_url=url), access=access)


@contextmanager
def filled(folder: Path, url: str) -> Iterator[Office]:
    """Open an office with people, a shift, a meeting, reminders, answers and documents, and a draft that is gone."""
    make_old(2, url)
    with open_office(settings(folder, url), now=lambda: NOW) as office:
        with office.begin() as connection:
            for _ in range(3):
                number = drafts.start(connection, Draft(0, "naming", 7, 7, {"words": "“你好”\n"}, NOW))
            drafts.finish(connection, number)
        yield office


@pytest.fixture
def source(tmp_path: Path, address: MakeAddress) -> Iterator[Office]:
    with filled(tmp_path / "here", address("sqlite")) as office:
        yield office


@pytest.fixture
def target(tmp_path: Path, address: MakeAddress) -> Iterator[Office]:
    """Return an office that is empty."""
    with open_office(settings(tmp_path / "there", address("sqlite")), now=lambda: NOW) as office:
        yield office


@pytest.fixture
def file(source: Office, tmp_path: Path) -> Path:
    path = tmp_path / "office.zip"
    save(source, path)
    return path


def save(office: Office, path: Path) -> Contents:
    return Maker(office, office.config.storage.data_dir / "config.toml").write(path, by=BY)


def rows(office: Office) -> dict[str, list[str]]:
    """Return all rows as text, but for the acts that making and restoring a backup are themselves."""
    with office.begin() as connection:
        kept = {name: list(copying.lines_of(connection, name)) for name in copying.TABLES}
    return kept | {"audit": [line for line in kept["audit"] if json.loads(line)["act"] not in ("backup", "restore")]}


def change(path: Path, to: Path, *, without: frozenset[str] = frozenset(), **contents: str) -> Path:
    """Write a backup anew with other contents, sealed as if canmou had made it."""
    with reading(path) as old, writing(to) as new:
        for name in old.namelist():
            if Path(name).stem not in without and name not in contents:
                new.writestr(name, old.read(name))
        for name, content in contents.items():
            new.writestr(name, content)
    return to


def refused(office: Office, path: Path) -> str:
    with pytest.raises(BackupFault) as caught:
        Restorer(office).restore(path, by=BY)
    return str(caught.value).removeprefix(f"{path}: ")


def is_empty(office: Office) -> bool:
    with office.begin() as connection:
        return not copying.occupied(connection)


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_row_and_vector_comes_back(tmp_path: Path, address: MakeAddress, kind: str, into: str) -> None:
    path = tmp_path / "office.zip"
    with (
        filled(tmp_path / "here", address(kind)) as source,
        open_office(settings(tmp_path / "there", address(into)), now=lambda: NOW) as target,
    ):
        made = save(source, path)
        assert Restorer(target).restore(path, by=BY) == made
        assert rows(target) == rows(source)
        assert made.rows > 50
        (before,), (after,) = (LibraryRecords(office.engine).load() for office in (source, target))
        assert after.document == before.document
        assert after.vectors.passages.tobytes() == before.vectors.passages.tobytes()
        assert after.vectors.sentence_rows.tobytes() == before.vectors.sentence_rows.tobytes()


def test_it_goes_to_another_database_and_back(source: Office, tmp_path: Path, address: MakeAddress) -> None:
    office = source
    with ExitStack() as stack:
        for number, kind in enumerate(("postgresql", "sqlite")):
            path = tmp_path / f"{number}.zip"
            save(office, path)
            office = stack.enter_context(open_office(settings(tmp_path / kind, address(kind)), now=lambda: NOW))
            Restorer(office).restore(path, by=BY)
            assert rows(office) == rows(source)


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_numbers_go_on_where_they_were(
    source: Office, file: Path, tmp_path: Path, address: MakeAddress, into: str
) -> None:
    with open_office(settings(tmp_path / "there", address(into)), now=lambda: NOW) as target:
        Restorer(target).restore(file, by=BY)
        for office in (source, target):
            with office.begin() as connection:
                # The third is gone, and a button under it must not be one under this.
                assert drafts.start(connection, Draft(0, "naming", 8, 8, {}, NOW)) == 4
                assert people.put(connection, "赵六").id == 4


def test_the_restored_office_answers_and_delivers(file: Path, tmp_path: Path) -> None:
    there = Config(storage=Storage(data_dir=tmp_path / "there"), access=Access(admins=(7,), chats=(-5,)))
    with open_office(there, now=lambda: NOW) as office:
        Restorer(office).restore(file, by=BY)
        (shift,) = Lookup(office).between(date(2026, 3, 3), date(2026, 3, 3))
        assert (shift.officer.name, shift.leader.name) == ("张三", "王五")
    with build(there, now=lambda: NOW, embedder=GramEmbedder(dimension=32)) as canmou:
        answer = canmou.answerer.answer("值班电话几声之内接听？")
        assert [each.quote for each in answer.citations] == ["第一条 值班电话应当在3声之内接听。"]
        kept = AnswerStore(canmou.engine).find(1)
        assert kept
        assert kept.answer.citations == answer.citations
        store = DeliveryStore(canmou.engine, "there")
        delivery = store.claim(NOW + timedelta(hours=10))
        assert delivery
        assert delivery.reminder.key == "duty:1:eve"
        store.end(delivery, Outcome(State.SENT), NOW + timedelta(hours=10))


def test_both_ends_are_noted(source: Office, target: Office, file: Path) -> None:
    Restorer(target).restore(file, by=BY)
    for office, act in ((source, Act.BACKUP), (target, Act.RESTORE)):
        with office.begin() as connection:
            newest = next(noted_acts(connection))
        assert (newest.act, newest.actor, newest.subject) == (act, BY, "office.zip")


def test_only_its_owner_may_read_the_file_and_nothing_is_left_beside_it(source: Office, file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    save(source, file)
    assert [path.name for path in file.parent.iterdir() if "zip" in path.name] == ["office.zip"]
    with ZipFile(file) as archive:
        assert archive.testzip() is None


def test_a_backup_that_fails_leaves_the_one_before(source: Office, file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    (tmp_path / "here" / "kinds" / "怪.md").mkdir(parents=True)
    with pytest.raises(BackupFault, match="cannot be written: Is a directory"):
        save(source, file)
    assert file.read_bytes() == before
    with pytest.raises(BackupFault, match="cannot be written: No such file or directory"):
        save(source, tmp_path / "nowhere" / "a.zip")


def test_an_office_that_is_in_use_is_not_overwritten(source: Office, file: Path) -> None:
    before = rows(source)
    assert refused(source, file) == OCCUPIED.format("answers")
    assert rows(source) == before


@pytest.mark.parametrize("size", [0, 1, SEAL, 0.5, 0.99, -1])
def test_a_truncated_file_is_refused_whole(target: Office, file: Path, size: float) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: int(size * len(content)) if 0 < size < 1 else int(size)])
    assert refused(target, file) == DAMAGED
    assert is_empty(target)


def test_a_file_of_which_one_bit_was_changed_is_refused_whole(target: Office, file: Path) -> None:
    content = file.read_bytes()
    for place in range(0, len(content), max(1, len(content) // 100)):
        changed = bytearray(content)
        changed[place] ^= 1
        file.write_bytes(changed)
        assert refused(target, file) == DAMAGED
    assert is_empty(target)


def test_a_file_that_is_not_there_or_no_backup_is_refused(target: Office, tmp_path: Path) -> None:
    assert refused(target, tmp_path / "none.zip") == "cannot be read: No such file or directory"
    with writing(tmp_path / "a.zip") as archive:
        archive.writestr("a.txt", "a")
    assert refused(target, tmp_path / "a.zip") == STRANGE


def test_a_backup_of_a_newer_version_is_refused(target: Office, file: Path, tmp_path: Path) -> None:
    with reading(file) as archive:
        manifest = json.loads(archive.read("backup.json")) | {"schema": SCHEMA + 1}
    newer = change(file, tmp_path / "newer.zip", **{"backup.json": json.dumps(manifest)})
    assert refused(target, newer) == NEWER.format(SCHEMA + 1, SCHEMA)
    assert is_empty(target)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("backup.json", "{}"),
        ("backup.json", "no JSON"),
        ("database/people.jsonl", '{"id": 1, "name": null}\n'),
        ("database/people.jsonl", '{"id": 1, "name": "张三", "rank": 1}\n'),
        ("database/people.jsonl", "[1]\n"),
        ("database/meta.jsonl", '{"key": "schema", "value": "three"}\n'),
        ("database/passages.jsonl", '{"id": 1, "vector": "%"}\n'),
        ("database/dances.jsonl", ""),
        ("office/../../kinds.md", "x"),
        ("office/kinds/../../a.md", "x"),
        ("office//etc/a.md", "x"),
        ("office/a.sh", "x"),
    ],
)
def test_a_file_that_somebody_made_up_is_refused_whole(
    target: Office, file: Path, tmp_path: Path, name: str, content: str
) -> None:
    assert refused(target, change(file, tmp_path / "made_up.zip", **{name: content})) == STRANGE
    assert is_empty(target)
    assert [path.name for path in (tmp_path / "there").iterdir()] == []


def test_a_backup_of_an_earlier_schema_is_brought_up_to_date(
    target: Office, source: Office, file: Path, tmp_path: Path
) -> None:
    with reading(file) as archive:
        manifest = json.loads(archive.read("backup.json")) | {"schema": 2}
        meta = archive.read("database/meta.jsonl").decode().replace(f'"value":"{SCHEMA}"', '"value":"2"')
    later = frozenset(copying.TABLES) - set(SECOND)
    contents = {"backup.json": json.dumps(manifest), "database/meta.jsonl": meta}
    Restorer(target).restore(change(file, tmp_path / "older.zip", without=later, **contents), by=BY)
    before, after = rows(source), rows(target)
    assert {table: after[table] for table in SECOND} == {table: before[table] for table in SECOND}


def test_the_offices_own_files_come_along(source: Office, target: Office, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "kinds").mkdir()
    own = {"thesaurus.toml": '["本局"]\n"大院" = "机关大院"\n', "kinds/通报.md": "# 通报\n"}
    for name, text in own.items():
        (here / name).write_text(text, "utf-8")
    (here / "models").mkdir()
    (here / "models" / "a.bin").write_text("x")
    made = save(source, tmp_path / "a.zip")
    assert made.files == tuple(own)
    assert Restorer(target).restore(tmp_path / "a.zip", by=BY).files == tuple(own)
    assert {name: (there / name).read_text("utf-8") for name in own} == own


@pytest.mark.parametrize("is_same", [True, False])
def test_a_file_that_is_there_already_stays(source: Office, target: Office, tmp_path: Path, is_same: bool) -> None:
    there = tmp_path / "there" / "thesaurus.toml"
    (tmp_path / "here" / "thesaurus.toml").write_text("a")
    there.write_text("a" if is_same else "b")
    save(source, tmp_path / "a.zip")
    if is_same:
        Restorer(target).restore(tmp_path / "a.zip", by=BY)
    else:
        assert refused(target, tmp_path / "a.zip") == DIFFERS.format(there)
    assert is_empty(target) is not is_same


def test_settings_come_along_without_secrets_and_never_over_others(
    source: Office, target: Office, tmp_path: Path
) -> None:
    token = "1234567890:AAH-abcdefghijklmnopqrstuvwxyz_0123"
    (tmp_path / "here" / "config.toml").write_text(f'[office]\nname = "某办"\n# it was {token}\n', "utf-8")
    save(source, tmp_path / "a.zip")
    with ZipFile(tmp_path / "a.zip") as archive:
        kept = archive.read("office/config.toml").decode()
    assert kept == '[office]\nname = "某办"\n# it was [redacted]\n'
    place = tmp_path / "there" / "config.toml"
    place.write_text("# mine\n")
    Restorer(target).restore(tmp_path / "a.zip", by=BY)
    assert place.read_text() == "# mine\n"


def add_pair(connection: Connection, number: int) -> None:
    person = people.put(connection, f"甲{number}")
    people.set_absences(connection, person.id, [(date(2026, 3, 1), date(2026, 3, 2))])


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_is_of_one_moment_while_others_write(tmp_path: Path, address: MakeAddress, kind: str) -> None:
    is_over = threading.Event()
    counts: dict[str, Any] = {}

    def write(office: Office) -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            with office.begin() as connection:
                add_pair(connection, number)

    with open_office(settings(tmp_path / "here", address(kind)), now=lambda: NOW) as office:
        writer = threading.Thread(target=write, args=(office,))
        writer.start()
        for number in range(5):
            save(office, tmp_path / "a.zip")
            with ZipFile(tmp_path / "a.zip") as archive:
                for table in ("people", "absences"):
                    counts[table] = len(archive.read(f"database/{table}.jsonl").splitlines())
            assert counts["people"] == counts["absences"], number
        is_over.set()
        writer.join()
    assert counts["people"] > 0
