"""What conversations about duty have in common: people by name, rosters as files."""

from bot.sandbox.world import User
from bot.services.duty import Outcome, Rosters
from bot.storage import people
from bot.storage.events import noted
from tests.chats.conftest import Office

PHONES = {"张三": "13800000001", "李四": "13900000002", "王五": "13800000005", "孙主任": "13700000009"}
HEADER = "日期,值班员,电话,带班领导,电话"


def roster(*lines: str) -> bytes:
    """Return a roster as a file, a line a shift: 2026-03-03,张三,李四."""
    rows = (line.split(",") for line in lines)
    body = (f"{day},{officer},{PHONES[officer]},{leader},{PHONES[leader]}" for day, officer, leader in rows)
    return "\n".join([HEADER, *body]).encode()


def take_in(office: Office, *lines: str) -> Outcome:
    """Take a roster in as the command line does."""
    rosters = Rosters(office.state.office)
    reading = rosters.read("值班表.csv", roster(*lines))
    assert reading.faults == ()
    return rosters.take_in(reading.entries)


async def introduce(office: Office, **users: User) -> None:
    """Let people be known by their names and have written to the bot."""
    with office.canmou.engine.begin() as connection:
        for name, user in users.items():
            people.put(connection, name, phone=PHONES[name], user_id=user.id)
    for user in users.values():
        await office.ask(user, user, "/whoami")


def steps(office: Office, shift_id: int) -> list[str]:
    """Return what was noted of a shift."""
    with office.canmou.engine.begin() as connection:
        return [event.what for event in noted(connection, "shift", shift_id)]
