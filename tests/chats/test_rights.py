"""Buttons that were made up: whoever may not do their act hears so, and nothing is done."""

from dataclasses import replace

import pytest

from bot.chat.buttons import ARGUMENTS, Action, data_of
from bot.chat.presses import REFUSED
from bot.chat.rights import NEEDED
from bot.permissions import OF_THE_GROUP, Act, Role, may, refusal
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import Message, Place, User
from tests.chats.conftest import Office
from tests.chats.test_audit import acts
from tests.chats.watch import say

FORBIDDEN = [action for action in Action if not may(Role.STRANGER, NEEDED[action])]
PRIVILEGED = [action for action in FORBIDDEN if not may(Role.STAFF, NEEDED[action])]


async def made_up(office: Office, user: User, message: Message, action: Action) -> str:
    """Press a button that the bot never made; return what pops up."""
    # So many presses in a row would be too many for a minute.
    office.clock.pass_by(minutes=1)
    data = data_of(action, *[1] * ARGUMENTS[action])
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
    return (await office.press(user, replace(message, keyboard=keyboard), "x")).text


async def test_a_stranger_presses_in_vain(office: Office) -> None:
    message = await say(office, office.stranger, "/start")
    before = office.texts(office.stranger)
    assert {await made_up(office, office.stranger, message, action) for action in FORBIDDEN} == {REFUSED}
    assert office.texts(office.stranger) == before
    assert acts(office) == []


@pytest.mark.parametrize("place", ["wang", "group"])
async def test_the_staff_press_in_vain_what_is_not_theirs(office: Office, place: str) -> None:
    where: Place = getattr(office, place)
    message = await say(office, office.li if place == "group" else office.wang, "/whoami", place=where)
    presser = office.li if place == "group" else office.wang
    for action in PRIVILEGED:
        assert await made_up(office, presser, message, action) == refusal(NEEDED[action])
    assert acts(office) == []


async def test_in_a_group_that_is_served_no_more_nobody_presses_anything(office: Office) -> None:
    for user in (office.wang, office.stranger):
        message = replace(await say(office, user, "/whoami"), chat_id=office.elsewhere.id)
        office.server.world.chats[office.elsewhere.id].messages[message.message_id] = message
        for action in (Action.OPEN, Action.MEMBERS_TURN, Action.SETTING):
            assert await made_up(office, user, message, action) == REFUSED


def test_only_a_groups_settings_hang_on_the_group() -> None:
    assert {Act.SET_GROUP} == OF_THE_GROUP
    assert {action for action, act in NEEDED.items() if act in OF_THE_GROUP} == {Action.SETTING}
