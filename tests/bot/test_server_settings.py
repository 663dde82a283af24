"""The settings of the webhook, the web server and the form of the log."""

from pathlib import Path

import pytest

from bot.config import Config, load
from bot.errors import ConfigFault

SECRET = "a-secret_of-32-letters-and-digits"
URL = "https://bot.example.cn/telegram"


def config(**environment: str) -> Config:
    return load(environ={f"CANMOU_{name}": value for name, value in environment.items()})


def faults(**environment: str) -> tuple[str, ...]:
    with pytest.raises(ConfigFault) as caught:
        config(**environment)
    return caught.value.faults


@pytest.mark.parametrize("url", [URL, "https://bot.example.cn:8443/a/b-c_d", "http://127.0.0.1:8080/hook"])
def test_a_webhook_needs_a_secret_and_brings_a_server(url: str) -> None:
    found = config(TELEGRAM__WEBHOOK_URL=url, TELEGRAM__WEBHOOK_SECRET=SECRET)
    assert (found.telegram.webhook_url, found.listen) == (url, ("127.0.0.1", 8080))
    assert SECRET in found.secrets
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "http://bot.example.cn/telegram",
        "https://bot.example.cn",
        "https://bot.example.cn/",
        "https://bot.example.cn/healthz",
        "https://bot.example.cn/metrics",
        "https://bot.example.cn/a?b",
        "http://127.0.0.1.example.cn/a",
        "bot",
    ],
)
def test_an_address_that_cannot_be_a_webhook_is_refused(url: str) -> None:
    (fault,) = faults(TELEGRAM__WEBHOOK_URL=url, TELEGRAM__WEBHOOK_SECRET=SECRET)
    assert fault.startswith("telegram.webhook_url: should be an https address")


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("", "missing; set CANMOU_TELEGRAM__WEBHOOK_SECRET"),
        ("short", "should be 16 to 256 letters, digits, _ and -"),
        ("密" * 20, "should be 16 to 256 letters, digits, _ and -"),
        ("a" * 257, "should be 16 to 256 letters, digits, _ and -"),
    ],
)
def test_a_secret_that_is_none_is_refused_and_not_shown(secret: str, words: str) -> None:
    assert faults(TELEGRAM__WEBHOOK_URL=URL, TELEGRAM__WEBHOOK_SECRET=secret) == (f"telegram.webhook_secret: {words}",)


def test_the_secret_belongs_into_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[telegram]\nwebhook_secret = "{SECRET}"\n')
    with pytest.raises(ConfigFault, match="CANMOU_TELEGRAM__WEBHOOK_SECRET") as caught:
        load(path, {})
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("listen", "found"),
    [("", None), ("0.0.0.0:80", ("0.0.0.0", 80)), ("[::1]:8080", ("::1", 8080)), ("localhost:1", ("localhost", 1))],
)
def test_the_server_listens_where_it_is_told(listen: str, found: tuple[str, int] | None) -> None:
    assert config(SERVER__LISTEN=listen).listen == found


@pytest.mark.parametrize("listen", ["8080", ":8080", "localhost", "a b:1", "::1:8080"])
def test_an_address_without_a_port_is_refused(listen: str) -> None:
    assert faults(SERVER__LISTEN=listen) == ("server.listen: should be an address and a port, as 127.0.0.1:8080",)


def test_the_log_has_two_forms() -> None:
    assert config(LOG__FORMAT="json").log.format == "json"
    assert faults(LOG__FORMAT="xml")[0].startswith("log.format: ")
