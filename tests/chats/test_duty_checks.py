"""在岗抽查: asked at moments that nobody knows beforehand, answered with a press, reported when not."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.config.sections import Duty
from bot.services.duty import Planner
from bot.storage import checks, shifts
from bot.storage.checks import PostCheck
from tests.chats.conftest import Office, Opening
from tests.chats.duty import introduce, steps, take_in

HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
async def checked(opened: Opening) -> AsyncIterator[Office]:
    """Return an office with 王 as 张三 on duty tomorrow, to be checked once."""
    async with opened(duty=Duty(post_checks=1)) as office:
        await introduce(office, 张三=office.wang, 李四=office.li)
        await office.ask(office.chief, office.chief, "/whoami")
        take_in(office, "2026-03-03,张三,李四")
        yield office


def drawn(office: Office) -> tuple[PostCheck, ...]:
    with office.canmou.engine.begin() as connection:
        return checks.of_shift(connection, 1)


async def asked(office: Office) -> None:
    """Let time go to the check; 收到 was pressed before."""
    await office.pass_by(hours=23, minutes=30)
    await office.press(office.wang, office.server.sent(office.wang)[-1], "收到")
    await office.server.next_edit(office.wang)
    await office.pass_by(seconds=(drawn(office)[0].at - office.clock.now()).total_seconds())


async def test_checks_lie_within_the_shift_and_are_drawn_once(checked: Office) -> None:
    (check,) = drawn(checked)
    with checked.canmou.engine.begin() as connection:
        shift = shifts.find(connection, 1)
        assert shift
        assert shift.start + HALF_HOUR <= check.at <= shift.end - HALF_HOUR
        for _ in range(3):
            Planner(checked.state.office).replan(connection, 1)
    assert drawn(checked) == (check,)


async def test_a_check_is_answered_with_a_press(checked: Office) -> None:
    await asked(checked)
    message = checked.server.sent(checked.wang)[-1]
    assert message.text == "🔎 在岗抽查：请在10分钟内点“在岗”。"
    assert (await checked.press(checked.wang, message, "在岗")).text == "已记录。"
    assert "已点“在岗”" in (await checked.server.next_edit(checked.wang)).text
    assert (await checked.press(checked.wang, message, "在岗")).text == "您已经点过了。"
    await checked.pass_by(minutes=10)
    assert not any("没有应答" in text for text in checked.texts(checked.li))
    assert steps(checked, 1)[-1] == "张三应答在岗抽查"


async def test_a_check_without_an_answer_is_reported(checked: Office) -> None:
    await asked(checked)
    message = checked.server.sent(checked.wang)[-1]
    await checked.pass_by(minutes=9)
    assert "没有应答" not in checked.texts(checked.li)[-1]
    await checked.pass_by(minutes=1)
    for user in (checked.li, checked.chief):
        assert "值班员张三 13800000001没有应答，请了解情况。" in checked.texts(user)[-1]
    assert steps(checked, 1)[-1].startswith("在岗抽查无人应答")
    # Late is better than never, and noted.
    assert (await checked.press(checked.wang, message, "在岗")).text == "已记录。"


async def test_only_the_officer_is_asked(checked: Office) -> None:
    await asked(checked)
    for place in (checked.li, checked.group):
        assert not any("抽查" in text for text in checked.texts(place))
