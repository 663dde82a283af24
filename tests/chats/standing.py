"""An office where people call answers wrong, write standard ones and stand for them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.permissions import Role
from bot.sandbox.world import Message, User
from bot.services.standards import SUBMITTED
from bot.storage import people
from tests.chats.closed import appoint, closed_office
from tests.chats.conftest import Office
from tests.chats.office import DUTY_2023, SEALS

QUESTION = "公章可以带出办公室吗？"
ANSWER = "可以，须经分管领导批准，两人同行（《印章使用规定》第二条）。"
LABEL = "标准答复（赵启明 2026年3月2日审定）"


@asynccontextmanager
async def standing_office(folder: Path) -> AsyncIterator[Office]:
    """Run an office whose administrator is known by name, with a director (王) and a clerk (李)."""
    async with closed_office(folder, {"值班.txt": DUTY_2023, "印章.txt": SEALS}) as office:
        with office.canmou.engine.begin() as connection:
            chief = people.put(connection, "赵启明", phone="", position="")
            people.bind(connection, chief.id, office.chief.id)
        appoint(office, office.wang, Role.DIRECTOR)
        appoint(office, office.li, Role.STAFF)
        for user in (office.chief, office.wang, office.li):
            await office.ask(user, user, "/start")
        yield office


async def pressed(office: Office, user: User, message: Message, label: str) -> Message:
    """Press a button and return the message as it is then."""
    await office.press(user, message, label)
    return await office.server.next_edit(user)


async def drafted(office: Office, user: User, words: str = ANSWER) -> Message:
    """Call an answer wrong and write a standard one; return its preview."""
    answer = await office.ask(office.li, office.li, QUESTION)
    await office.press(office.li, answer, "不准")
    shown = await office.ask(user, user, "/feedback")
    await office.press(user, shown, "1 写标准答复")
    asked = await office.server.next_message(user)
    assert asked.text.startswith(f"问题：{QUESTION}")
    return await office.ask(user, user, words, reply_to=asked)


async def approved(office: Office, words: str = ANSWER) -> None:
    """Have a standard answer approved by the administrator."""
    await pressed(office, office.wang, await drafted(office, office.wang, words), "提交审定")
    await office.deliver()
    for approver in (office.chief, office.wang):
        assert (await office.server.next_message(approver)).text == SUBMITTED
    shown = await office.ask(office.chief, office.chief, "/standards")
    card = await pressed(office, office.chief, shown, f"待审定：{QUESTION}")
    assert (await pressed(office, office.chief, card, "审定")).text.splitlines()[-1] == LABEL
