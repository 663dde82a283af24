"""The chat model over a real connection: what a server may do to it, and what each fault is called."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from time import monotonic

import pytest

from knowledge.errors import LanguageFault, ModelLate, ModelRefused
from knowledge.model import Prompt
from knowledge.model.chat import ChatModel, ChatSettings
from knowledge.model.replies import sentences_schema
from tests.model_server import ModelServer, Says, running_model

GOOD = '{"sentences":[{"text":"应当在2小时内报告。","sources":[1]}]}'
PROMPT = Prompt("只答JSON", "材料")
SHORT = 0.3  # seconds
LIMITED = Says(status=429, headers={"retry-after": "0"})


@pytest.fixture(scope="module")
def running() -> Iterator[ModelServer]:
    with running_model() as server:
        yield server


@pytest.fixture
def server(running: ModelServer) -> ModelServer:
    running.asked.clear()
    running.keys.clear()
    return running


def settings(server: ModelServer) -> ChatSettings:
    return ChatSettings("scripted", base_url=server.base_url, api_key="a-key", seconds=20)


def ask(server: ModelServer, **changes: object) -> str:
    return ChatModel(replace(settings(server), **changes)).reply(PROMPT, sentences_schema()).text


def test_a_reply_comes_with_the_tokens_that_the_server_counts(server: ModelServer) -> None:
    server.say(Says(GOOD, usage=123))
    reply = ChatModel(settings(server)).reply(PROMPT, sentences_schema())
    assert (reply.text, reply.tokens) == (GOOD, 123)


def test_tokens_that_are_not_counted_are_taken_from_the_characters(server: ModelServer) -> None:
    server.say(GOOD)
    reply = ChatModel(settings(server)).reply(PROMPT, sentences_schema())
    assert reply.tokens == len(PROMPT.instructions) + len(PROMPT.material) + len(GOOD)


def test_a_listener_hears_the_whole_reply_so_far(server: ModelServer) -> None:
    heard: list[str] = []
    server.say(GOOD)
    ChatModel(settings(server)).reply(PROMPT, sentences_schema(), heard.append)
    assert len(heard) > 3
    assert heard[-1] == GOOD
    assert all(later.startswith(earlier) for earlier, later in pairwise(heard))


def test_a_prompt_goes_out_as_it_is_at_temperature_0(server: ModelServer) -> None:
    server.say(GOOD)
    ask(server)
    sent = server.asked[0]
    assert [(message["role"], message["content"]) for message in sent["messages"]] == [
        ("system", "只答JSON"),
        ("user", "材料"),
    ]
    assert (sent["model"], sent["temperature"], sent["stream"]) == ("scripted", 0, True)
    assert server.keys == ["Bearer a-key"]


@pytest.mark.parametrize(
    ("structured", "sent"),
    [
        ("off", None),
        ("json_object", {"type": "json_object"}),
        (
            "json_schema",
            {"type": "json_schema", "json_schema": {"name": "reply", "schema": sentences_schema(), "strict": True}},
        ),
    ],
)
def test_the_form_of_a_reply_is_asked_for_as_set(server: ModelServer, structured: str, sent: object) -> None:
    server.say(GOOD)
    assert ask(server, structured=structured) == GOOD
    assert server.asked[0].get("response_format") == sent


@pytest.mark.parametrize(
    "first",
    [
        pytest.param([LIMITED], id="429"),
        pytest.param([Says(status=500), Says(status=503)], id="500 and 503"),
        pytest.param([Says(raw='{"error": {"message": "overloaded"}}', breaks=True)], id="an error in the stream"),
    ],
)
def test_what_may_pass_is_tried_again(server: ModelServer, first: list[Says]) -> None:
    server.say(*first, GOOD)
    assert ask(server) == GOOD
    assert len(server.asked) == len(first) + 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_is_refused_is_not_tried_again(server: ModelServer, status: int) -> None:
    server.say(Says(status=status), GOOD)
    with pytest.raises(ModelRefused, match=str(status)):
        ask(server)
    assert len(server.asked) == 1


def test_a_spent_quota_is_not_tried_again(server: ModelServer) -> None:
    server.say(Says(status=429, code="insufficient_quota"), GOOD)
    with pytest.raises(ModelRefused):
        ask(server)


def test_a_server_that_stays_broken_is_given_up(server: ModelServer) -> None:
    server.say(Says(status=500))
    with pytest.raises(ModelLate, match="500"):
        ask(server, retries=1)
    assert len(server.asked) == 2


@pytest.mark.parametrize("says", [Says(silent=True), Says(GOOD[:20], drips=True)], ids=["silence", "signs of life"])
def test_the_time_limit_holds_whatever_the_server_does(server: ModelServer, says: Says) -> None:
    server.say(says)
    started = monotonic()
    with pytest.raises(ModelLate, match=r"within 0\.3 seconds"):
        ask(server, seconds=SHORT)
    assert monotonic() - started < 10 * SHORT


def test_a_server_that_wants_more_time_than_there_is_is_not_waited_for(server: ModelServer) -> None:
    server.say(Says(status=429, headers={"retry-after": "600"}), GOOD)
    started = monotonic()
    with pytest.raises(ModelLate, match="600"):
        ask(server)
    assert monotonic() - started < 5


def test_nobody_at_the_address_is_a_model_that_is_late() -> None:
    with running_model() as gone:
        pass
    with pytest.raises(ModelLate):
        ask(gone, retries=0)


def test_a_reply_without_an_end_is_cut_off(server: ModelServer) -> None:
    server.say("啊" * 30_000)
    with pytest.raises(LanguageFault, match="longer"):
        ask(server)


@pytest.mark.parametrize("raw", ["no json", "[]", '{"choices": [{"index": 0}]}', '{"choices": 5}'])
def test_a_server_of_another_kind_is_refused(server: ModelServer, raw: str) -> None:
    server.say(Says(raw=raw))
    with pytest.raises(ModelRefused):
        ask(server)


def test_a_proxy_of_the_environment_never_stands_before_this_machine(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "OPENAI_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.say(GOOD)
    assert ask(server, retries=0) == GOOD


def test_the_environment_turns_no_tracing_on(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    for name in ("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT"):
        monkeypatch.setenv(name, server.base_url)
    server.say(GOOD)
    assert ask(server) == GOOD
    assert len(server.asked) == 1


def test_neither_key_nor_text_is_logged(server: ModelServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    server.say(Says(status=500), GOOD)
    ask(server)
    assert not [word for word in ("a-key", "材料", "2小时", "127.0.0.1") if word in caplog.text]


def test_a_fault_says_nothing_of_what_was_sent(server: ModelServer) -> None:
    server.say(Says(status=400))
    with pytest.raises(ModelRefused) as caught:
        ask(server)
    assert "材料" not in str(caught.value)


def test_an_unknown_provider_is_refused(server: ModelServer) -> None:
    with pytest.raises(ModelRefused, match="nobody"):
        ask(server, provider="nobody")


def test_the_key_stands_in_no_repr(server: ModelServer) -> None:
    assert "a-key" not in repr(settings(server))
