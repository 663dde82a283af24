"""The server as such: HTTP, tokens, polling, trouble on request, limits, life and death, a whole application."""

import asyncio
import json
import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.sandbox import refusals
from bot.sandbox.calls import Call
from bot.sandbox.faults import FloodControl, Moment
from bot.sandbox.journal import Kind
from bot.sandbox.refusals import Refusal
from bot.sandbox.server import Sandbox

Context = ContextTypes.DEFAULT_TYPE


@pytest.fixture(autouse=True)
def durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library tell durations as it will in its next version; the old way is a warning each time."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def request() -> HTTPXRequest:
    """Return a connection that does not load the system's certificates, which takes longer than a test."""
    return HTTPXRequest(httpx_kwargs={"verify": False})


@asynccontextmanager
async def bot_of(server: Sandbox, token: str = "") -> AsyncIterator[Bot]:
    async with Bot(
        token or server.token,
        base_url=server.base_url,
        base_file_url=server.base_file_url,
        request=request(),
        get_updates_request=request(),
    ) as bot:
        yield bot


@pytest.fixture
async def server() -> AsyncIterator[Sandbox]:
    async with Sandbox() as server:
        yield server


@pytest.fixture
async def bot(server: Sandbox) -> AsyncIterator[Bot]:
    async with bot_of(server) as bot:
        yield bot


@pytest.fixture
async def client(server: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{server.base_url}{server.token}/", verify=False) as client:
        yield client


# HTTP


async def test_a_file_is_given_with_its_name_and_type(server: Sandbox, client: httpx.AsyncClient) -> None:
    wang = server.add_user("王")
    file = server.upload(wang, wang, "值班 表.docx", b"PK", mime_type="application/msword").file
    assert file
    path = (await client.get("getFile", params={"file_id": file.id})).json()["result"]["file_path"]
    response = await client.get(f"{server.base_file_url}{server.token}/{path}")
    assert (response.content, response.headers["content-type"]) == (b"PK", "application/msword")
    assert response.headers["content-disposition"].endswith("%E5%80%BC%E7%8F%AD%20%E8%A1%A8.docx")


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_parameters_come_in_every_way_that_telegram_takes(
    server: Sandbox, client: httpx.AsyncClient, way: str
) -> None:
    wang = server.add_user("王")
    server.say(wang, wang, "/start")
    keyboard = {"inline_keyboard": [[{"text": "原文", "callback_data": "a"}]]}
    texts = {"chat_id": str(wang.id), "text": "值班", "reply_markup": json.dumps(keyboard)}
    if way == "query":
        response = await client.get("sendMessage", params=texts)
    elif way == "json":
        response = await client.post("sendMessage", json={"chat_id": wang.id, "text": "值班", "reply_markup": keyboard})
    elif way == "form":
        response = await client.post("sendMessage", data=texts)
    else:
        response = await client.post("sendMessage", data=texts, files={"unused": b"x"})
    assert (response.status_code, response.json()["ok"]) == (200, True)
    seen = await server.next_message(wang)
    assert (seen.text, [button.data for button in seen.buttons]) == ("值班", ["a"])


async def test_methods_names_are_compared_without_case(client: httpx.AsyncClient) -> None:
    assert (await client.get("GETME")).json()["result"]["is_bot"] is True


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot999999:WRONG/getMe", 401, "Unauthorized"),
        ("/bot999999/getMe", 404, "Not Found"),
        ("/bot123456:TEST/getMeal", 404, "Not Found: method not found"),
        ("/bot123456:TEST", 404, "Not Found"),
        ("/elsewhere", 404, "Not Found"),
        ("/file/bot123456:TEST/documents/file_9.txt", 404, "Not Found"),
        ("/file/bot999999:WRONG/documents/file_9.txt", 401, "Unauthorized"),
    ],
)
async def test_wrong_addresses_are_refused_in_telegrams_shape(
    server: Sandbox, client: httpx.AsyncClient, path: str, status: int, description: str
) -> None:
    response = await client.get(server.url + path)
    assert response.status_code == status
    assert response.json() == {"ok": False, "error_code": status, "description": description}


async def test_a_wrong_way_to_ask_is_refused(client: httpx.AsyncClient) -> None:
    assert (await client.put("getMe")).json() == {
        "ok": False,
        "error_code": 405,
        "description": "Method Not Allowed",
    }


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("sendMessage", {"text": "a"}, "chat_id is empty"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": "{"},
            "can't parse reply keyboard markup JSON object",
        ),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": []}, "object expected as reply keyboard markup"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [1]}},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [["a"]]}},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"url": "a"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": {"keyboard": [[1]]}},
            "can't parse keyboard button: KeyboardButton must be a String or an Object",
        ),
        ("sendMessage", {"chat_id": 1, "text": "a", "entities": [1]}, "can't parse MessageEntity: expected an Object"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "entities": [{"type": "bold", "offset": 0}]},
            "can't parse MessageEntity: Can't find field \"length\"",
        ),
        ("sendMessage", {"chat_id": 1, "text": "\ud800"}, "can't parse JSON object"),
        ("sendDocument", {"chat_id": 1}, "there is no document in the request"),
        ("sendMessageDraft", {"chat_id": 1001, "text": "a"}, "RANDOM_ID_INVALID"),
        ("deleteMessage", {}, "chat identifier is not specified"),
        ("deleteMessage", {"chat_id": 1001}, "message identifier is not specified"),
        ("getChatMember", {"chat_id": 1001}, "invalid user_id specified"),
        ("getFile", {}, "file_id not specified"),
        ("leaveChat", {"chat_id": 1001}, "chat member status can't be changed in private chats"),
        ("setMyCommands", {"commands": {}}, "expected an Array of BotCommand"),
        ("setMyCommands", {"commands": [1]}, "can't parse BotCommand: expected an Object"),
        ("setMyCommands", {"commands": [{"command": "a"}]}, "can't parse BotCommand: Can't find field \"description\""),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "planet"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ("setMyCommands", {"commands": [], "language_code": "chinese"}, "invalid language code specified"),
    ],
)
async def test_what_the_library_would_never_send_is_refused_too(
    server: Sandbox, client: httpx.AsyncClient, method: str, parameters: dict[str, Any], description: str
) -> None:
    wang = server.add_user("王")
    server.say(wang, wang, "/start")
    response = await client.post(
        method, content=json.dumps(parameters), headers={"content-type": "application/json; charset=utf-8"}
    )
    assert response.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {description}"}


async def test_a_body_that_is_no_json_object_is_refused(client: httpx.AsyncClient) -> None:
    for body in (b"{", b"[]", b"\xff"):
        response = await client.post("getMe", content=body, headers={"content-type": "application/json"})
        assert response.json()["description"] == "Bad Request: can't parse JSON object"


async def test_a_wrong_token_is_an_invalid_token_to_the_library(server: Sandbox) -> None:
    with pytest.raises(InvalidToken):
        async with bot_of(server, token="999999:WRONG"):
            raise AssertionError("the bot must not start")


async def test_every_call_is_logged_without_the_token(server: Sandbox, bot: Bot) -> None:
    with suppress(BadRequest):
        await bot.send_message(42, "在吗")
    call = server.log[-1]
    assert (call.method, call.parameters["text"], call.status) == ("sendMessage", "在吗", 400)
    assert call.description == "Bad Request: chat not found"
    assert server.token not in repr(server.log) + repr(server.api)


# Polling


async def say(server: Sandbox, *texts: str) -> None:
    wang = server.world.users.get(1001) or server.add_user("王")
    for text in texts:
        server.say(wang, wang, text)


async def fetched(bot: Bot, **options: Any) -> list[str]:
    updates = await bot.get_updates(**options)
    return [update.message.text or "" for update in updates if update.message]


@pytest.mark.parametrize(
    ("offset", "limit", "texts"),
    [
        (None, None, ["一", "二", "三"]),
        (0, 2, ["一", "二"]),
        (0, 0, ["一"]),
        (2, None, ["二", "三"]),
        (4, None, []),
        (-1, None, ["三"]),
        (-2, None, ["二", "三"]),
        (-9, None, ["一", "二", "三"]),
    ],
)
async def test_offset_and_limit_choose_the_updates(
    server: Sandbox, bot: Bot, offset: int | None, limit: int | None, texts: list[str]
) -> None:
    await say(server, "一", "二", "三")
    assert await fetched(bot, offset=offset, limit=limit) == texts


@pytest.mark.parametrize(("offset", "left"), [(1, ["一", "二", "三"]), (3, ["三"]), (4, []), (-1, ["三"])])
async def test_what_an_offset_passes_over_is_forgotten(server: Sandbox, bot: Bot, offset: int, left: list[str]) -> None:
    await say(server, "一", "二", "三")
    await bot.get_updates(offset=offset)
    assert await fetched(bot) == left


async def test_at_most_100_updates_come_at_once(server: Sandbox, bot: Bot) -> None:
    await say(server, *(str(number) for number in range(105)))
    assert len(await bot.get_updates(limit=500)) == 100


async def test_without_a_timeout_nothing_is_waited_for(bot: Bot) -> None:
    assert await asyncio.wait_for(bot.get_updates(timeout=0), 1) == ()


async def test_a_long_poll_ends_empty_after_its_timeout(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def waiting(server: Sandbox, bot: Bot, **options: Any) -> asyncio.Task[list[str]]:
    """Start a long poll and return when the server has it."""
    turn = server.backend.updates.turn
    poll = asyncio.create_task(fetched(bot, timeout=30, **options))
    await server.backend.bell.until(lambda: server.backend.updates.turn > turn or None, 5)
    return poll


async def test_a_long_poll_wakes_at_once(server: Sandbox, bot: Bot) -> None:
    poll = await waiting(server, bot)
    start = time.perf_counter()
    await say(server, "醒醒")
    assert await poll == ["醒醒"]
    assert time.perf_counter() - start < 0.5


async def test_a_long_poll_wakes_at_once_from_another_thread(server: Sandbox, bot: Bot) -> None:
    wang = server.add_user("王")
    poll = await waiting(server, bot)
    thread = threading.Thread(target=server.say, args=(wang, wang, "醒醒"))
    thread.start()
    assert await asyncio.wait_for(poll, 5) == ["醒醒"]
    thread.join()


async def test_many_threads_lose_no_update(server: Sandbox, bot: Bot) -> None:
    people = [server.add_user(f"人{number}") for number in range(8)]

    def talk(person: Any) -> None:
        for number in range(10):
            server.say(person, person, str(number))

    threads = [threading.Thread(target=talk, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    updates = await bot.get_updates()
    assert [update.update_id for update in updates] == list(range(1, 81))


async def test_of_two_pollers_the_earlier_is_sent_away(server: Sandbox, bot: Bot) -> None:
    async with bot_of(server) as other:
        first = await waiting(server, bot)
        second = await waiting(server, other)
        with pytest.raises(Conflict, match="make sure that only one bot instance is running"):
            await first
        await say(server, "给后来的")
        assert await second == ["给后来的"]


async def test_a_poller_that_went_away_is_forgotten(server: Sandbox, bot: Bot) -> None:
    poll = await waiting(server, bot)
    poll.cancel()
    await server.wait_for_call("getUpdates")
    assert [call.status for call in server.calls("getUpdates")] == [0]
    await say(server, "还在")
    assert await fetched(bot) == ["还在"]


async def test_no_polling_while_a_webhook_is_set(server: Sandbox, bot: Bot) -> None:
    poll = await waiting(server, bot)
    await bot.set_webhook("https://example.com/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


# Trouble on request


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (refusals.too_many_requests(7), RetryAfter),
        (refusals.internal_server_error(), NetworkError),
        (refusals.bad_gateway(), NetworkError),
        (refusals.blocked(), Forbidden),
        (refusals.chat_not_found(), BadRequest),
        (refusals.unauthorized(), InvalidToken),
        (refusals.other_poller(), Conflict),
    ],
)
async def test_a_call_is_refused_as_asked_and_the_next_is_not(
    server: Sandbox, bot: Bot, refusal: Refusal, kind: type[Exception]
) -> None:
    await say(server, "/start")
    server.refuse_next("sendMessage", refusal)
    with pytest.raises(kind) as raised:
        await bot.send_message(1001, "一")
    assert type(raised.value) is kind
    await bot.send_message(1001, "二")
    assert [message.text for message in server.sent(1001)] == ["二"]


async def test_the_seconds_to_wait_reach_the_library(server: Sandbox, bot: Bot) -> None:
    server.refuse_next("*", refusals.too_many_requests(7))
    with pytest.raises(RetryAfter) as raised:
        await bot.get_me()
    assert raised.value.retry_after == timedelta(seconds=7)


async def test_trouble_can_be_for_one_chat_and_several_times(server: Sandbox, bot: Bot) -> None:
    wang, li = server.add_user("王"), server.add_user("李")
    for person in (wang, li):
        server.say(person, person, "/start")
    server.refuse_next("sendMessage", refusals.too_many_requests(1), times=2, place=wang)
    await bot.send_message(li.id, "一")
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.send_message(wang.id, "二")
    await bot.send_message(wang.id, "三")
    assert [call.status for call in server.calls("sendMessage")] == [200, 429, 429, 200]


@pytest.mark.parametrize(("when", "carried_out"), [(Moment.BEFORE, 0), (Moment.AFTER, 1)])
async def test_a_connection_breaks_before_or_after_the_call_is_carried_out(
    server: Sandbox, bot: Bot, when: Moment, carried_out: int
) -> None:
    await say(server, "/start")
    server.drop_next("sendMessage", when=when)
    with pytest.raises(NetworkError) as raised:
        await bot.send_message(1001, "一")
    assert type(raised.value) is NetworkError
    assert len(server.sent(1001)) == carried_out
    assert server.log[-1].status == 0
    await bot.send_message(1001, "二")
    assert len(server.sent(1001)) == carried_out + 1


async def test_updates_of_a_lost_answer_come_again(server: Sandbox, bot: Bot) -> None:
    await say(server, "一")
    server.drop_next("getUpdates", when=Moment.AFTER)
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert await fetched(bot) == ["一"]


async def test_a_delayed_call_times_out_at_the_library_and_is_carried_out_all_the_same(
    server: Sandbox, bot: Bot
) -> None:
    await say(server, "/start")
    server.delay_next("sendMessage", 0.3)
    with pytest.raises(TimedOut):
        await bot.send_message(1001, "一", read_timeout=0.1)
    assert (await server.next_message(1001)).text == "一"


async def test_a_delay_ends_when_the_server_stops(bot: Bot, server: Sandbox) -> None:
    server.delay_next("getMyCommands", 60)
    delayed = asyncio.create_task(bot.get_my_commands())
    while server.faults.planned[0].times:
        await asyncio.sleep(0)
    await server.__aexit__(None, None, None)
    assert await delayed == ()


# Telegram's limits


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


def sent_until_refused(control: FloodControl, clock: Clock, chats: list[int], step: float) -> tuple[int, int]:
    """Return how many messages to the chats in turn pass, one each ``step`` seconds, and the wait told then."""
    for number in range(1000):
        try:
            control.check(Call("sendMessage", {"chat_id": str(chats[number % len(chats)])}))
        except Refusal as refusal:
            return number, refusal.parameters["retry_after"]
        clock.time += timedelta(seconds=step)
    return 1000, 0


@pytest.mark.parametrize(
    ("chats", "step", "passed", "wait"),
    [
        (list(range(1, 101)), 0.001, 30, 1),
        ([1], 0.5, 1, 1),
        ([1], 1.0, 1000, 0),
        ([-1], 1.0, 20, 41),
        ([-1], 3.0, 1000, 0),
    ],
)
def test_the_limits_are_telegrams(chats: list[int], step: float, passed: int, wait: int) -> None:
    clock = Clock()
    assert sent_until_refused(FloodControl(clock.now), clock, chats, step) == (passed, wait)


def test_edits_count_and_other_methods_do_not() -> None:
    clock = Clock()
    control = FloodControl(clock.now)
    control.check(Call("editMessageText", {"chat_id": "1"}))
    control.check(Call("sendChatAction", {"chat_id": "1"}))
    with pytest.raises(Refusal):
        control.check(Call("sendMessage", {"chat_id": "1"}))


async def test_limits_are_kept_when_turned_on() -> None:
    clock = Clock()
    async with Sandbox(limits=True, now=clock.now) as server, bot_of(server) as bot:
        await say(server, "/start")
        await bot.send_message(1001, "一")
        with pytest.raises(RetryAfter):
            await bot.send_message(1001, "二")
        clock.time += timedelta(seconds=1)
        await bot.send_message(1001, "二")


# Watching


async def test_what_did_not_come_is_told_with_the_last_calls(server: Sandbox, bot: Bot) -> None:
    await say(server, "/start")
    with pytest.raises(
        TimeoutError, match=r"no message from the bot in chat 1001 within 0.01 s; last calls: getMe 200"
    ):
        await server.next_message(1001, 0.01)


async def test_messages_are_returned_once_each_and_in_order(server: Sandbox, bot: Bot) -> None:
    await say(server, "/start")
    for text in "一二":
        await bot.send_message(1001, text)
    assert [(await server.next_message(1001)).text for _ in "一二"] == ["一", "二"]
    late = asyncio.create_task(server.next_message(1001))
    await bot.send_message(1001, "三")
    assert (await late).text == "三"


async def test_a_call_can_be_waited_for(server: Sandbox, bot: Bot) -> None:
    second = asyncio.create_task(server.wait_for_call("getMyCommands", number=2))
    for _ in range(2):
        await bot.get_my_commands()
    assert (await second).status == 200


async def test_everything_that_happens_can_be_followed(server: Sandbox, bot: Bot) -> None:
    async def follow() -> list[tuple[Kind, str]]:
        seen = []
        async for event in server.backend.journal.follow():
            seen.append((event.kind, event.message.text if event.message else event.text))
            if len(seen) == 6:
                break
        return seen

    following = asyncio.create_task(follow())
    await say(server, "/start")
    await bot.send_chat_action(1001, "typing")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("原文", callback_data="a")]])
    sent = await bot.send_message(1001, "查找中", reply_markup=keyboard)
    server.press(server.world.users[1001], await server.next_message(1001), "原文")
    await sent.edit_text("找到了")
    await sent.delete()
    assert await following == [
        (Kind.MESSAGE, "/start"),
        (Kind.ACTION, "typing"),
        (Kind.MESSAGE, "查找中"),
        (Kind.PRESS, ""),
        (Kind.EDIT, "找到了"),
        (Kind.DELETE, "找到了"),
    ]


# Life and death


async def test_the_server_starts_and_stops_fast_and_leaves_nothing_behind() -> None:
    before = asyncio.all_tasks()
    start = time.perf_counter()
    async with Sandbox() as server:
        async with bot_of(server) as bot:
            await bot.get_me()
            stopping = await waiting(server, bot)
            assert time.perf_counter() - start < 1
            await server.__aexit__(None, None, None)
            assert await stopping == []
        stopped = time.perf_counter()
    assert time.perf_counter() - stopped < 1
    assert asyncio.all_tasks() == before


async def test_a_port_that_is_taken_is_an_error(server: Sandbox) -> None:
    port = int(server.url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        async with Sandbox(port=port):
            raise AssertionError("the port is taken")


async def test_people_and_groups_can_be_there_before_the_server_starts() -> None:
    server = Sandbox()
    wang = server.add_user("王")
    server.say(wang, wang, "早到")
    async with server, bot_of(server) as bot:
        assert await fetched(bot) == ["早到"]


async def test_messages_sent_at_the_same_time_each_get_a_number_of_their_own(server: Sandbox, bot: Bot) -> None:
    await say(server, "/start")
    sent = await asyncio.gather(*(bot.send_message(1001, str(number)) for number in range(40)))
    assert sorted(message.message_id for message in sent) == list(range(2, 42))
    assert {message.text for message in server.sent(1001)} == {str(number) for number in range(40)}


async def test_servers_live_beside_each_other() -> None:
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(Sandbox(token=f"{number}:TEST")) for number in (1, 2)]
        bots = [await stack.enter_async_context(bot_of(server)) for server in servers]
        assert [bot.id for bot in bots] == [1, 2]
        await say(servers[0], "只给一号")
        assert [await fetched(bot) for bot in bots] == [["只给一号"], []]


# A whole application


async def greet(update: Update, context: Context) -> None:
    assert update.effective_message
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("原文", callback_data="full")]])
    await update.effective_message.reply_html("<b>你好</b>", reply_markup=keyboard, do_quote=True)


async def open_up(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("已打开")
    await update.callback_query.edit_message_text("全文")


async def weigh(update: Update, context: Context) -> None:
    assert update.effective_message
    assert update.effective_message.document
    content = await (await update.effective_message.document.get_file()).download_as_bytearray()
    await update.effective_message.reply_text(f"{len(content)} 字节")


@asynccontextmanager
async def running(server: Sandbox) -> AsyncIterator[None]:
    application = (
        Application.builder()
        .token(server.token)
        .base_url(server.base_url)
        .base_file_url(server.base_file_url)
        .request(request())
        .get_updates_request(request())
        .job_queue(None)
        .build()
    )
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(open_up))
    application.add_handler(MessageHandler(filters.Document.ALL, weigh))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        yield
        await application.updater.stop()
        await application.stop()


async def test_an_application_answers_in_the_topic_and_to_a_press(server: Sandbox) -> None:
    wang = server.add_user("王")
    forum = server.add_group("论坛", [wang], topics=["值班"])
    async with running(server):
        asked = server.say(wang, forum, "/start@canmou_bot", thread=forum.topic("值班"))
        greeting = await server.next_message(forum)
        assert (greeting.text, greeting.reply_to, greeting.thread) == ("你好", asked.message_id, asked.thread)
        query = server.press(wang, greeting, "原文")
        assert (await server.answer_to(query)).text == "已打开"
        assert (await server.next_edit(forum)).text == "全文"
    assert {call.status for call in server.log if call.method != "getUpdates"} == {200}


async def test_an_application_fetches_a_file(server: Sandbox) -> None:
    wang = server.add_user("王")
    async with running(server):
        server.upload(wang, wang, "表.xlsx", bytes(300_000))
        assert (await server.next_message(wang)).text == "300000 字节"


async def test_an_application_survives_a_broken_connection(server: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    wang = server.add_user("王")
    server.drop_next("getUpdates")
    with caplog.at_level(logging.CRITICAL, "telegram"):
        async with running(server):
            await server.wait_for_call("getUpdates")
            server.say(wang, wang, "/start")
            assert (await server.next_message(wang, 10)).text == "你好"
