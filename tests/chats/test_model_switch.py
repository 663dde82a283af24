"""/model: how things are with the language model, and its switch; for administrators alone."""

from dataclasses import replace

import pytest

from bot.chat import model as switch
from bot.chat.buttons import Action, data_of
from bot.permissions import Act, refusal
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import CallbackAnswer, Message, User
from bot.services.model import LATE_IN_A_ROW
from knowledge.errors import ModelLate, ModelRefused
from tests.chats.conftest import Office, Opening
from tests.chats.models import GOOD, QUESTION, VERBATIM, WISHED
from tests.fakes import ScriptedModel, offer

REFUSED = refusal(Act.SWITCH_MODEL)


async def press_made_up(office: Office, user: User, message: Message, data: str) -> CallbackAnswer:
    """Press a button that the bot never made."""
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
    return await office.press(user, replace(message, keyboard=keyboard), "x")


async def test_without_a_model_an_administrator_hears_that_there_is_none(office: Office) -> None:
    shown = await office.ask(office.chief, office.chief, "/model")
    assert (shown.text, shown.buttons) == (switch.NO_MODEL, ())


async def test_nobody_else_sees_or_switches_anything(opened: Opening) -> None:
    async with opened(parts={"model": ScriptedModel(offer((GOOD, 1)))}) as office:
        for place in (office.wang, office.group):
            assert (await office.ask(office.wang, place, "/model")).text == REFUSED
        shown = await office.ask(office.chief, office.chief, "/model")
        answer = await office.ask(office.wang, office.wang, QUESTION)
        assert (await press_made_up(office, office.wang, answer, data_of(Action.MODEL_SWITCH, 0))).text == (
            REFUSED
        )
        assert "状态：已开启" in shown.text
        assert (await office.ask(office.wang, office.wang, QUESTION)).text == WISHED
        assert "/model" not in (await office.ask(office.wang, office.wang, "/help")).text
        assert "/model" in (await office.ask(office.chief, office.chief, "/help")).text


async def test_an_administrator_sees_todays_use_and_switches_for_everybody(opened: Opening) -> None:
    model = ScriptedModel(offer((GOOD, 1)))
    async with opened(parts={"model": model}) as office:
        assert (await office.ask(office.wang, office.wang, QUESTION)).text == WISHED
        shown = await office.ask(office.chief, office.chief, "/model")
        assert shown.text.splitlines() == [
            "语言模型",
            "模型：模型",
            "状态：已开启",
            "今天：1 次，用量 100，每天上限 2,000,000",
            switch.WHAT_IT_DOES,
        ]
        assert [each.text for each in shown.buttons] == ["关闭"]
        assert (await office.press(office.chief, shown, "关闭")).text == switch.DONE[False]
        off = await office.server.next_edit(office.chief)
        assert f"状态：已关闭（编号 {office.chief.id} 的管理员，3月2日 09:00）" in off.text
        assert (await office.ask(office.wang, office.wang, QUESTION)).text == VERBATIM
        assert (await office.press(office.chief, off, "开启")).text == switch.DONE[True]
        assert (await office.ask(office.wang, office.wang, QUESTION)).text == WISHED
        assert len(model.prompts) == 2


async def test_two_administrators_who_press_the_same_button_want_the_same(opened: Opening) -> None:
    async with opened(parts={"model": ScriptedModel(offer((GOOD, 1)))}) as office:
        shown = await office.ask(office.chief, office.chief, "/model")
        for _ in range(2):
            assert (await office.press(office.chief, shown, "关闭")).text == switch.DONE[False]
        assert (await office.ask(office.wang, office.wang, QUESTION)).text == VERBATIM


@pytest.mark.parametrize(
    ("faults", "line"),
    [
        ([ModelLate("值班电话")] * LATE_IN_A_ROW, "状态：已开启，连续没有回应，暂停到 09:05"),
        ([ModelLate("值班电话")], "没有及时回应：3月2日 09:00"),
        ([ModelRefused("值班电话")], "拒绝了请求，请检查设置：3月2日 09:00"),
    ],
)
async def test_the_last_faults_are_told_by_kind_without_anybodys_words(
    opened: Opening, faults: list[ModelLate | ModelRefused], line: str
) -> None:
    async with opened(parts={"model": ScriptedModel(*faults)}) as office:
        for _ in faults:
            await office.ask(office.wang, office.wang, QUESTION)
        shown = await office.ask(office.chief, office.chief, "/model")
        assert line in shown.text.splitlines()
        assert "值班电话" not in shown.text
