"""The lists by which turns of duty are shared out: whose turn it is in which tier on which kind of day, in order."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from bot.office.calendar import DayKind
from bot.office.duty.shifts import Tier
from bot.office.people import Person
from bot.storage.tables import people, rotation

Lists = dict[Tier, dict[DayKind, tuple[Person, ...]]]
Place = tuple[Tier, DayKind, int]  # of a person by their number; the order is that of the list


def lists(connection: Connection) -> Lists:
    """Return the people of every list, in order."""
    wanted = (
        select(rotation.c.tier, rotation.c.day_kind, people)
        .join_from(rotation, people)
        .order_by(rotation.c.tier, rotation.c.day_kind, rotation.c.place)
    )
    found: defaultdict[tuple[Tier, DayKind], list[Person]] = defaultdict(list)
    for row in connection.execute(wanted):
        person = Person(row.id, row.name, row.phone, row.user_id, row.position)
        found[Tier(row.tier), DayKind(row.day_kind)].append(person)
    return {tier: {kind: tuple(found[tier, kind]) for kind in DayKind} for tier in Tier}


def put_lists(connection: Connection, places: Iterable[Place]) -> None:
    """Keep lists in place of all that were kept before."""
    connection.execute(delete(rotation))
    rows = [
        {"tier": tier, "day_kind": kind, "place": number, "person_id": person_id}
        for number, (tier, kind, person_id) in enumerate(places)
    ]
    if rows:
        connection.execute(insert(rotation), rows)
