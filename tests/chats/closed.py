"""An office whose documents are its own, so that they can be moved between collections, taken in and removed."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import build
from bot.config import Config
from bot.config.sections import Access, Chat, Storage, Telegram
from bot.permissions import Role
from bot.sandbox.server import Sandbox
from bot.sandbox.world import User
from bot.services.audience import AudienceService
from bot.services.office import Office as Desk
from bot.storage import roles
from bot.storage.groups import change_settings
from bot.storage.library import LibraryRecords
from bot.storage.roles import Grant
from knowledge.embedding import Embedder
from knowledge.ingest import Ingest
from knowledge.readers import Readers
from tests.chats.conftest import UNHURRIED, Office, running
from tests.fakes import Clock, GramEmbedder

LEADERS = "领导资料"
MANY = 60


@asynccontextmanager
async def closed_office(
    folder: Path,
    texts: Mapping[str, str],
    *,
    briefings: bool = False,
    embedder: Embedder | None = None,
    database_url: str = "",
) -> AsyncIterator[Office]:
    """Run the bot over a library of these files: an administrator, two clerks in a group, one more in another."""
    clock = Clock()
    async with Sandbox(now=clock.now) as server:
        chief, wang, li, stranger = map(server.add_user, ("赵主任", "王", "李", "路人"))
        group = server.add_group("综合科", [wang, li])
        forum = server.add_group("党组", [li], topics=["值班"])
        elsewhere = server.add_group("别的群", [stranger])
        config = Config(
            telegram=Telegram(token=server.token, base_url=server.base_url),
            storage=Storage(data_dir=folder, database_url=database_url),
            access=Access(admins=(chief.id,), chats=(group.id, forum.id)),
            chat=Chat(questions_per_minute=MANY),
            delivery=UNHURRIED,
        )
        with build(config, now=clock.now, embedder=embedder or GramEmbedder()) as canmou:
            paths = [folder / name for name in texts]
            for path, text in zip(paths, texts.values(), strict=True):
                path.write_text(text, "utf-8")
            with Readers(canmou.limits) as readers:
                outcomes = list(Ingest(canmou.records, canmou.embedder, readers).outcomes(paths))
            assert [outcome.fault for outcome in outcomes] == [""] * len(texts)
            with canmou.engine.begin() as connection:
                for each in (group, forum):
                    change_settings(connection, each.id, pushes_briefing=briefings)
            async with running(canmou) as chat:
                yield Office(server, chat, canmou, clock, chief, wang, li, stranger, group, forum, elsewhere)


def desk(office: Office) -> Desk:
    """Return the office as services see it."""
    return office.state.office


def move(office: Office, file: str, collection: str) -> None:
    """Move a document to a collection."""
    assert LibraryRecords(office.canmou.engine).move(file, collection)


def collect(office: Office, *readers: Role | int, name: str = LEADERS) -> None:
    """Make a collection and let these read it."""
    service = AudienceService(desk(office))
    made = service.add(name)
    for reader in readers:
        made = service.toggle(made, reader)


def appoint(office: Office, user: User, role: Role) -> None:
    """Give someone a role."""
    with office.canmou.engine.begin() as connection:
        roles.give(connection, Grant(user.id, role, office.clock.now()))
