"""Buttons that were made up: whoever may not do their act hears so, and nothing is done."""

from dataclasses import replace

import pytest

from bot.chat import settings
from bot.chat.buttons import ARGUMENTS, Action, data_of
from bot.chat.presses import REFUSED
from bot.chat.private import ONLY_PRIVATE
from bot.chat.rights import ALONE, NEEDED
from bot.permissions import OF_THE_GROUP, Act, Role, may, refusal
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import Message, Place, User
from tests.chats.conftest import Office
from tests.chats.test_audit import acts
from tests.chats.watch import say

FORBIDDEN = [action for action in Action if not may(Role.STRANGER, NEEDED[action])]
PRIVILEGED = [action for action in FORBIDDEN if not may(Role.STAFF, NEEDED[action])]
PRIVATE = [action for action in Action if NEEDED[action] in ALONE]


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


@pytest.mark.parametrize("action", PRIVATE, ids=lambda action: action.name)
async def test_a_card_that_is_shown_in_private_acts_nowhere_else(office: Office, action: Action) -> None:
    office.server.join(office.chief, office.group)
    message = await say(office, office.chief, "/whoami", place=office.group)
    before = office.texts(office.group)
    assert await made_up(office, office.chief, message, action) == ONLY_PRIVATE
    await office.settled()
    assert office.texts(office.group) == before
    assert office.server.sent(office.group)[-1].text == message.text
    assert acts(office) == []


async def test_a_groups_settings_act_nowhere_but_in_a_group(office: Office) -> None:
    message = await say(office, office.chief, "/whoami")
    assert await made_up(office, office.chief, message, Action.SETTING) == settings.EXPIRED


@pytest.mark.parametrize("command", ["members", "groups", "invite", "privacy", "model", "feedback", "standards"])
async def test_what_is_for_one_alone_is_shown_in_private_alone(office: Office, command: str) -> None:
    office.server.join(office.chief, office.group)
    told = await say(office, office.chief, f"/{command}", place=office.group)
    assert "请在与我的私聊中" in told.text
    assert told.buttons == ()


def test_of_what_not_all_may_only_these_count_in_groups() -> None:
    assert {NEEDED[action] for action in PRIVILEGED} - ALONE == {Act.SET_GROUP, Act.EXPORT_ROSTER}


def test_only_a_groups_settings_hang_on_the_group() -> None:
    assert {Act.SET_GROUP} == OF_THE_GROUP
    assert {action for action, act in NEEDED.items() if act in OF_THE_GROUP} == {Action.SETTING}
