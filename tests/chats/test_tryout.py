"""The try-out: the page's addresses on a real sandbox, with the real bot and the sample office."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import Canmou
from bot.sandbox.server import Sandbox
from bot.tryout import staged
from bot.tryout.sample import COLLEAGUES, OFFICE, STRANGER
from tests.chats.conftest import running
from tests.fakes import Clock as Moment

OWN = {"x-canmou": "1"}


@dataclass(frozen=True)
class Visit:
    """The page as a browser meets it, and the sandbox behind it."""

    server: Sandbox
    canmou: Canmou
    browser: httpx.AsyncClient
    people: dict[str, int]

    async def view(self, name: str) -> dict[str, Any]:
        response = await self.browser.get("/try/view", params={"person": self.people[name]})
        found: dict[str, Any] = response.json()
        return found

    async def order(self, what: str, name: str, **given: Any) -> httpx.Response:
        return await self.browser.post(f"/try/{what}", json={"person": self.people[name], **given}, headers=OWN)

    async def private(self, name: str) -> dict[str, Any]:
        return next(chat for chat in (await self.view(name))["chats"] if chat["private"])

    async def group(self, name: str) -> dict[str, Any]:
        return next(chat for chat in (await self.view(name))["chats"] if chat["title"] == "办公室工作群")


def has_menu(server: Sandbox, user_id: int) -> bool:
    """Tell whether the bot has told someone's private chat which commands there are."""
    told = (json.loads(call.parameters["scope"]) for call in server.calls("setMyCommands") if call.status == 200)
    return any(scope.get("chat_id") == user_id for scope in told)


@asynccontextmanager
async def visited(library: Canmou, folder: Path) -> AsyncIterator[Visit]:
    with staged(replace(library, now=Moment().now), folder) as (server, actor):
        async with running(actor), httpx.AsyncClient(base_url=server.url, trust_env=False, timeout=60) as browser:
            people = {each["name"]: each["id"] for each in (await browser.get("/try/people")).json()}
            for name in people:
                if name != STRANGER.name:
                    await server.next_message(people[name])
                    await server.backend.bell.until(lambda user_id=people[name]: has_menu(server, user_id) or None, 5)
            yield Visit(server, actor, browser, people)


@pytest.fixture
async def visit(library: Canmou, tmp_path: Path) -> AsyncIterator[Visit]:
    async with visited(library, tmp_path) as found:
        yield found


async def test_the_page_and_its_parts_are_served_from_this_machine_alone(visit: Visit) -> None:
    page = await visit.browser.get("/")
    assert page.status_code == 200
    assert "参谋" in page.text
    assert "http" not in page.text.replace("http-equiv", "")
    for name in ("page.css", "page.js", "drawing.js"):
        assert (await visit.browser.get(f"/try/assets/{name}")).status_code == 200
    assert (await visit.browser.get("/try/assets/index.html")).status_code == 404
    assert (await visit.browser.get("/try/people", headers={"host": "evil.example"})).status_code == 400


async def test_the_sample_office_is_there(visit: Visit) -> None:
    view = await visit.view("陈明")
    assert [each["name"] for each in view["people"]] == [*(each.name for each in COLLEAGUES), STRANGER.name]
    assert {chat["title"] for chat in view["chats"]} == {"办公室工作群", "综合科", "参谋"}
    assert next(chat for chat in view["chats"] if chat["title"] == "综合科")["topics"]
    assert OFFICE in (await visit.private("陈明"))["messages"][1]["text"]
    assert any(each["command"] == "duty" for each in (await visit.private("陈明"))["commands"])


async def test_the_groups_are_greeted_and_hear_nothing_else_at_first(visit: Visit) -> None:
    # A moment by the clock is over when nothing is due any more.
    await visit.order("clock", "陈明", minutes=1)
    groups = [chat["id"] for chat in (await visit.view("陈明"))["chats"] if not chat["private"]]
    assert len(groups) == 2
    for chat_id in groups:
        (greeting,) = [message.text for message in visit.server.sent(chat_id)]
        assert greeting.startswith(f"大家好，我是{OFFICE}的参谋。请先做三件事：\n1. ")
        assert f"@{visit.server.bot.username} 突发事件多久之内要上报？" in greeting
    told = [message.text for number in visit.people.values() for message in visit.server.sent(number)]
    assert not [text for text in told if "调整" in text]


async def test_who_is_on_duty_now_is_known_and_the_hand_over_comes(visit: Visit) -> None:
    chat = await visit.private("林岚")
    await visit.order("say", "林岚", chat=chat["id"], text="/duty")
    assert "值班员：陈明" in (await visit.server.next_message(visit.people["林岚"])).text
    await visit.order("clock", "林岚", minutes=24 * 60)
    told = [message.text for message in visit.server.sent(visit.people["陈明"])]
    assert any("交班" in text for text in told)


async def test_what_one_says_is_answered_as_in_telegram(visit: Visit) -> None:
    chat = await visit.private("林岚")
    await visit.order("say", "林岚", chat=chat["id"], text="/duty")
    answer = await visit.server.next_message(visit.people["林岚"])
    assert "陈明" in answer.text
    shown = (await visit.private("林岚"))["messages"]
    assert shown[-1]["text"] == answer.text
    assert shown[-1]["reply_markup"]["inline_keyboard"]


async def test_a_press_does_what_it_does_in_telegram(visit: Visit) -> None:
    group = await visit.group("林岚")
    await visit.order("say", "林岚", chat=group["id"], text="@canmou_bot 明天下午三点在301开党委会，参加：陈明")
    card = await visit.server.next_message(group["id"])
    while not card.text.startswith("新建会议"):
        card = await visit.server.next_message(group["id"])
    given = {"chat": group["id"], "message": card.message_id, "data": card.buttons[0].data}
    assert (await visit.order("press", "林岚", **given)).status_code == 200
    assert "党委会" in (await visit.server.next_edit(group["id"])).text


async def test_a_stranger_sees_nothing(visit: Visit) -> None:
    view = await visit.view(STRANGER.name)
    assert [chat["private"] for chat in view["chats"]] == [True]
    assert view["chats"][0]["messages"] == []
    group = await visit.group("陈明")
    said = await visit.order("say", STRANGER.name, chat=group["id"], text="有人吗")
    assert said.status_code == 404
    pressed = await visit.order("press", STRANGER.name, chat=group["id"], message=1, data="dr1")
    assert pressed.status_code == 404


async def test_a_file_goes_up_and_comes_down_to_who_is_in_the_chat(visit: Visit) -> None:
    director = visit.people["赵启明"]
    sent = await visit.browser.post(
        "/try/upload", data={"person": director, "chat": director}, files={"file": ("a.csv", b"a,b")}, headers=OWN
    )
    assert sent.status_code == 200
    message = next(each for each in (await visit.private("赵启明"))["messages"] if "document" in each)
    address = f"/try/files/{director}/{message['message_id']}"
    own = await visit.browser.get(address, params={"person": director})
    assert own.content == b"a,b"
    assert (await visit.browser.get(address, params={"person": visit.people["陈明"]})).status_code == 404
    await visit.server.next_message(director)


async def test_what_is_written_goes_along_with_the_file(visit: Visit) -> None:
    person = visit.people["陈明"]
    given = {"person": person, "chat": person, "caption": "请看"}
    await visit.browser.post("/try/upload", data=given, files={"file": ("a.csv", b"a,b")}, headers=OWN)
    message = next(each for each in (await visit.private("陈明"))["messages"] if "document" in each)
    assert message["caption"] == "请看"


async def test_a_document_that_is_taken_in_is_answered_from_and_does_not_stay(visit: Visit, library: Canmou) -> None:
    director, before = visit.people["赵启明"], library.records.revision()
    given = {"person": director, "chat": director, "caption": "入库"}
    rule = "职工体检规定\n第一条 职工体检每年安排一次，时间在9月。".encode()
    await visit.browser.post("/try/upload", data=given, files={"file": ("体检.txt", rule)}, headers=OWN)
    shown = await visit.server.next_message(director)
    while "现在还没有收入" not in shown.text:
        shown = await visit.server.next_message(director)
    keep = next(button for button in shown.buttons if button.text == "确认收入")
    await visit.order("press", "赵启明", chat=director, message=shown.message_id, data=keep.data)
    while "已收入" not in (await visit.server.next_edit(director)).text:
        pass
    assert "体检.txt" in visit.canmou.records.holdings()
    assert library.records.revision() == before


async def test_orders_of_other_sites_are_refused(visit: Visit) -> None:
    response = await visit.browser.post("/try/say", json={"person": visit.people["陈明"], "text": "x"})
    assert response.status_code == 403


@pytest.mark.parametrize("body", ["", "[]", "{", '{"person": "x"}', '{"person": 1001, "chat": "y"}'])
async def test_malformed_orders_are_refused(visit: Visit, body: str) -> None:
    headers = OWN | {"content-type": "application/json"}
    assert (await visit.browser.post("/try/say", content=body, headers=headers)).status_code in (400, 404)


async def test_events_are_told_in_order_and_end_with_the_server(visit: Visit) -> None:
    since = (await visit.view("何静"))["since"]
    parameters = {"person": visit.people["何静"], "since": since}
    async with visit.browser.stream("GET", "/try/events", params=parameters) as stream:
        await visit.order("say", "何静", chat=visit.people["何静"], text="您好")
        await visit.order("say", "林岚", chat=visit.people["林岚"], text="别人的话")
        told = []
        async for line in stream.aiter_lines():
            if line.startswith("data:"):
                told.append(json.loads(line.removeprefix("data:")))
            if any("不客气" in str(each) or "您好，我是参谋" in str(each) for each in told):
                break
    texts = [each["message"]["text"] for each in told if "message" in each]
    assert texts[0] == "您好"
    assert "别人的话" not in texts


async def test_time_passes_from_one_due_time_to_the_next(visit: Visit) -> None:
    before = (await visit.view("林岚"))["clock"]["now"]
    moved = (await visit.order("clock", "林岚", minutes=24 * 60)).json()
    assert moved["now"] - before == pytest.approx(timedelta(days=1).total_seconds(), abs=5)
    texts = [message.text for message in visit.server.sent((await visit.group("林岚"))["id"])]
    assert any("会议提醒" in text for text in texts)
    assert any("【每日一条】" in text for text in texts)
    # Each came at its own time: none is marked as late.
    assert not [text for text in texts if "补发" in text]


async def test_the_next_thing_is_found(visit: Visit) -> None:
    before = (await visit.view("林岚"))["clock"]["now"]
    assert (await visit.order("clock", "林岚")).json()["now"] > before
