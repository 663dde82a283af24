"""Collections and who follows from them for chats and people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Config
from bot.office.acts import Act, Actor
from bot.permissions import Role
from bot.services.audience import AudienceService, CollectionFault
from bot.services.gates import MarkedText
from bot.services.office import Office
from bot.storage.audit import noted_acts
from bot.storage.chats import ChatStore
from bot.storage.database import open_database
from knowledge.audience import EVERYBODY, EVERYTHING, Audience
from tests.fakes import Clock

GROUP, OTHER = -100, -200


@pytest.fixture
def service(tmp_path: Path) -> Iterator[AudienceService]:
    """Return a service with a collection for leaders and a group, and one that nobody reads."""
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    service = AudienceService(Office(Config(), engine, Clock().now))
    leaders = service.toggle(service.add("领导资料"), Role.LEADER)
    service.toggle(leaders, GROUP)
    service.add("人事资料")
    yield service
    engine.dispose()


SEEN = Audience(frozenset({"领导资料"}))


@pytest.mark.parametrize(
    ("role", "chats", "expected"),
    [
        (Role.ADMIN, (), EVERYTHING),
        (Role.DIRECTOR, (), EVERYBODY),
        (Role.LEADER, (), SEEN),
        (Role.STAFF, (), EVERYBODY),
        (Role.STAFF, (OTHER,), EVERYBODY),
        (Role.STAFF, (GROUP,), SEEN),
        (Role.STRANGER, (GROUP,), EVERYBODY),
    ],
)
def test_a_person_sees_what_their_role_and_their_groups_see(
    service: AudienceService, role: Role, chats: tuple[int, ...], expected: Audience
) -> None:
    assert service.of_person(role, chats) == expected


def test_a_group_sees_what_is_opened_to_it_and_another_does_not(service: AudienceService) -> None:
    assert service.of_chat(GROUP) == SEEN
    assert service.of_chat(OTHER) == EVERYBODY
    assert service.chats() == {GROUP}


def test_what_is_opened_can_be_closed_again(service: AudienceService) -> None:
    (leaders, _) = service.all()
    assert service.toggle(leaders, GROUP).chats == frozenset()
    assert service.of_chat(GROUP) == EVERYBODY


@pytest.mark.parametrize("name", ["", "  ", "资" * 21, "领导资料", " 领导资料 "])
def test_a_name_is_short_and_used_once(service: AudienceService, name: str) -> None:
    with pytest.raises(CollectionFault):
        service.add(name)


def test_a_name_bears_no_mark(service: AudienceService) -> None:
    with pytest.raises(MarkedText):
        service.add("机密★1年")


def test_an_empty_collection_can_be_removed_and_its_number_is_not_used_again(service: AudienceService) -> None:
    (_, staff) = service.all()
    service.remove(staff, by=Actor(7, 7))
    assert service.find(staff.id) is None
    assert service.add("人事资料").id > staff.id


def test_a_collection_moves_with_its_group(tmp_path: Path, service: AudienceService) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    ChatStore(engine).move(GROUP, OTHER)
    assert service.of_chat(OTHER) == SEEN
    with engine.begin() as connection:
        assert [noted.act for noted in noted_acts(connection)].count(Act.SET_COLLECTION) == 4
    engine.dispose()


@pytest.mark.parametrize(
    ("one", "other", "covers"),
    [
        (EVERYTHING, EVERYTHING, True),
        (EVERYTHING, SEEN, True),
        (SEEN, EVERYTHING, False),
        (SEEN, EVERYBODY, True),
        (EVERYBODY, SEEN, False),
        (SEEN, SEEN, True),
    ],
)
def test_one_audience_covers_another_that_sees_no_more(one: Audience, other: Audience, covers: bool) -> None:
    assert one.covers(other) is covers
