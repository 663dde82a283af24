"""Whole conversations over a webhook, who is heard there, and what the bot's web server tells of it."""

import json
import os
import signal
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.chat import run
from bot.config.sections import Server, Telegram
from bot.errors import ConfigFault
from bot.sandbox import refusals
from bot.sandbox.server import Sandbox
from bot.web.hook import BYTES, SECRET_HEADER
from tests.chats.conftest import Office, Opening
from tests.chats.meetings import made, sittings
from tests.chats.meetings import staff as staff_meetings
from tests.chats.office import RULES
from tests.chats.test_running import Outside, outside
from tests.chats.watch import labels, newest, staff

SECRET = "a-secret_of-32-letters-and-digits"
QUESTION = "值班电话几声之内接听？"
PATH = "/telegram/hook"
__all__ = ["outside"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings(port: int) -> dict[str, Any]:
    return {"webhook_url": f"http://127.0.0.1:{port}{PATH}", "webhook_secret": SECRET}


@pytest.fixture
async def hooked(opened: Opening) -> AsyncIterator[Office]:
    """Return an office whose updates are brought to it."""
    port = free_port()
    async with opened(telegram=settings(port), server=Server(listen=f"127.0.0.1:{port}")) as office:
        yield office


@pytest.fixture
async def web(hooked: Office) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client of the bot's web server."""
    assert hooked.state.server
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{hooked.state.server.port}") as client:
        yield client


def update(office: Office, number: int, text: str = "/whoami") -> dict[str, Any]:
    """Return an update as Telegram writes it."""
    user = {"id": office.wang.id, "is_bot": False, "first_name": "王"}
    message = {"message_id": 900 + number, "date": 1772413200, "chat": {"id": office.wang.id, "type": "private"}}
    entity = {"type": "bot_command", "offset": 0, "length": len(text)}
    message |= {"from": user, "text": text, "entities": [entity]}
    return {"update_id": 10_000 + number, "message": message}


async def bring(web: httpx.AsyncClient, content: object, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return (await web.post(PATH, content=body, headers=headers)).status_code


async def test_a_question_is_answered_and_its_source_opened(hooked: Office) -> None:
    answer = await hooked.ask(hooked.wang, hooked.wang, QUESTION)
    assert "3声之内" in answer.text
    await hooked.press(hooked.wang, answer, "原文")
    assert "第二条" in (await hooked.server.next_message(hooked.wang)).text
    in_group = await hooked.ask(hooked.li, hooked.group, f"@canmou_bot {QUESTION}")
    assert "3声之内" in in_group.text
    await hooked.settled()
    assert hooked.server.calls("getUpdates") == []
    assert hooked.server.backend.updates.pending == []


async def test_a_meeting_is_made_and_answered(hooked: Office) -> None:
    await staff_meetings(hooked)
    card = await made(hooked, hooked.wang)
    assert (await hooked.press(hooked.li, card, "收到")).text
    assert len(sittings(hooked)) == 1


async def test_a_shift_is_told_and_acknowledged(hooked: Office) -> None:
    watch = await staff(hooked)
    hooked.clock.time = watch.shifts[0].start
    await hooked.deliver()
    told = newest(hooked, hooked.wang)
    assert "收到" in labels(told)
    assert (await hooked.press(hooked.wang, told, "收到")).text


async def test_kinds_that_come_on_request_only_come(hooked: Office) -> None:
    server = hooked.server
    server.promote(server.bot, hooked.group, by=hooked.wang)
    await hooked.ask(hooked.li, hooked.li, "/whoami")
    server.leave(hooked.li, hooked.group)
    await hooked.settled()
    metrics = hooked.state.metrics.text().decode()
    assert 'canmou_updates_total{kind="chat_member"} 1.0' in metrics


async def test_only_who_knows_the_secret_is_heard(hooked: Office, web: httpx.AsyncClient) -> None:
    for secret in (None, "", "a", SECRET[:-1], SECRET + "x", SECRET.upper(), "密"):
        headers = {} if secret is None else {SECRET_HEADER.encode(): secret.encode()}
        reply = await web.post(PATH, content=json.dumps(update(hooked, 1)).encode(), headers=headers)
        assert (reply.status_code, reply.content) == (403, b"")
    await hooked.settled()
    assert hooked.server.sent(hooked.wang) == []


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        ([], 400),
        ({}, 400),
        ({"update_id": "1"}, 400),
        ({"update_id": 1, "message": 7}, 400),
        ({"update_id": 1, "message": {"message_id": "x"}}, 400),
        ({"update_id": 1, "message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "x"}}}, 400),
        (b" " * (BYTES + 1), 413),
    ],
)
async def test_what_is_no_update_is_refused(
    hooked: Office, web: httpx.AsyncClient, content: object, status: int
) -> None:
    assert await bring(web, content) == status
    assert str(hooked.wang.id) in (await hooked.ask(hooked.wang, hooked.wang, "/whoami")).text


async def test_only_its_own_path_takes_anything(hooked: Office, web: httpx.AsyncClient) -> None:
    headers = {SECRET_HEADER: SECRET}
    assert (await web.get(PATH, headers=headers)).status_code == 405
    assert (await web.post("/", headers=headers)).status_code == 404
    assert (await web.post("/healthz", headers=headers)).status_code == 405


async def test_an_update_that_is_brought_twice_is_dealt_with_once(hooked: Office, web: httpx.AsyncClient) -> None:
    await hooked.ask(hooked.wang, hooked.wang, "/whoami")
    for _ in range(3):
        assert await bring(web, update(hooked, 1)) == 200
    assert await bring(web, update(hooked, 2)) == 200
    await hooked.settled()
    await hooked.server.wait_for(lambda _: len(hooked.server.sent(hooked.wang)) >= 3)
    assert len(hooked.server.sent(hooked.wang)) == 3


async def test_what_comes_while_the_bot_is_away_waits_at_telegram(hooked: Office, web: httpx.AsyncClient) -> None:
    updater = hooked.chat.updater
    await updater.stop()
    assert await bring(web, update(hooked, 1)) == 503
    hooked.server.say(hooked.wang, hooked.wang, "/whoami")
    assert len(hooked.server.backend.updates.pending) == 1
    url = hooked.canmou.config.telegram.webhook_url
    hooked.server.refuse_next("setWebhook", refusals.bad_gateway())
    await updater.start_webhook(webhook_url=url, secret_token=SECRET, allowed_updates=())
    assert (await hooked.server.next_message(hooked.wang)).marked("code") == (str(hooked.wang.id),)


async def test_health_is_told(hooked: Office, web: httpx.AsyncClient) -> None:
    await hooked.deliver()
    reply = await web.get("/healthz")
    assert (reply.status_code, reply.json()) == (
        200,
        {"ok": True, "database": True, "delivery_turned_seconds_ago": 0.0},
    )
    assert hooked.state.ticker
    await hooked.state.ticker.stop()
    assert hooked.state.deliverer
    await hooked.state.deliverer.settle()
    hooked.clock.pass_by(seconds=90)
    reply = await web.get("/healthz")
    assert (reply.status_code, reply.json()["ok"]) == (503, False)
    assert reply.json()["delivery_turned_seconds_ago"] >= 60


async def test_what_was_counted_names_nobody(hooked: Office, web: httpx.AsyncClient) -> None:
    watch = await staff(hooked)
    await hooked.ask(hooked.wang, hooked.group, f"@canmou_bot {QUESTION}")
    hooked.clock.time = watch.shifts[0].start
    hooked.clock.pass_by(seconds=3)
    await hooked.deliver()
    await hooked.settled()
    reply = await web.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=")
    text = reply.text
    assert 'canmou_answers_total{outcome="answered"} 1.0' in text
    assert 'canmou_updates_total{kind="message"} 4.0' in text
    assert 'canmou_deliveries_total{outcome="sent"}' in text
    assert "canmou_delivery_lateness_seconds_bucket" in text
    people = (hooked.wang, hooked.li, hooked.chief, hooked.stranger)
    private = [str(hooked.group.id), *(str(person.id) for person in people), "王", "李", "值班", *RULES]
    assert [word for word in private if word in text] == []


async def test_health_and_counts_are_there_without_a_webhook_too(opened: Opening) -> None:
    port = free_port()
    async with (
        opened(server=Server(listen=f"127.0.0.1:{port}")) as office,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web,
    ):
        await office.ask(office.wang, office.wang, "/whoami")
        await office.deliver()
        assert (await web.get("/healthz")).status_code == 200
        assert "canmou_updates_total" in (await web.get("/metrics")).text
        assert (await web.post(PATH)).status_code == 404


async def test_without_an_address_there_is_no_server(office: Office) -> None:
    assert office.state.server is None


def config_of(outside: Outside, **telegram: Any) -> Outside:
    config = outside.canmou.config
    changed = Telegram.model_validate({**config.telegram.model_dump(), **telegram})
    server = Server(listen=f"127.0.0.1:{telegram['webhook_url'].split(':')[2].split('/')[0]}")
    config = config.model_copy(update={"telegram": changed, "server": server})
    return replace(outside, canmou=replace(outside.canmou, config=config))


def test_a_signal_stops_it_after_what_came_was_answered(outside: Outside) -> None:
    hooked = config_of(outside, **settings(free_port()))
    chief = outside.server.add_user("赵主任")
    outside.server.say(chief, chief, "/start")

    async def play(server: Sandbox) -> None:
        await server.next_message(chief)
        os.kill(os.getpid(), signal.SIGTERM)

    done = outside.meanwhile(play)
    run(hooked.canmou)
    done.result()
    assert outside.server.backend.updates.pending == []


def test_an_address_that_telegram_refuses_is_said(outside: Outside) -> None:
    outside.server.refuse_next("setWebhook", refusals.bad_request("bad webhook: IP address is reserved"))
    with pytest.raises(ConfigFault, match=r"telegram\.webhook_url: Telegram refused it: .*reserved"):
        run(config_of(outside, **settings(free_port())).canmou)


def test_an_address_that_is_taken_is_said(outside: Outside) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        hooked = config_of(outside, **settings(int(other.getsockname()[1])))
        with pytest.raises(ConfigFault, match=r"server\.listen: 127\.0\.0\.1:\d+: Address already in use"):
            run(hooked.canmou)
