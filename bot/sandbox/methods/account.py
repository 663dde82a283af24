"""Methods about the bot itself: who it is, its menu of commands, its webhook, answers to presses, its files."""

import re
from typing import Any

from bot.sandbox import refusals, wire
from bot.sandbox.access import Access, find_chat
from bot.sandbox.backend import Backend, BotCommand, Webhook
from bot.sandbox.calls import Call, JsonObject
from bot.sandbox.pushing import LOCAL
from bot.sandbox.world import CallbackAnswer

MAX_COMMANDS = 100
MAX_COMMAND = 32
MAX_DESCRIPTION = 256
MAX_DOWNLOAD_BYTES = 20 << 20
MAX_ANSWER = 200
WIDE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")

_SECRET = re.compile(r"[A-Za-z0-9_-]*")


def get_me(backend: Backend, call: Call) -> JsonObject:
    """Tell who the bot is."""
    return wire.me(backend.world)


def say_true(backend: Backend, call: Call) -> bool:
    """Agree and do nothing, as for logOut and close."""
    return True


def set_my_commands(backend: Backend, call: Call) -> bool:
    """Set the menu of commands for a scope and a language."""
    commands = tuple(map(_command, call.array("commands", "BotCommand")))
    if len(commands) > MAX_COMMANDS:
        raise refusals.bad_request("BOT_COMMANDS_TOO_MUCH")
    backend.commands[_menu(backend, call)] = commands
    return True


def get_my_commands(backend: Backend, call: Call) -> list[JsonObject]:
    """Tell the menu of exactly this scope and language."""
    commands = backend.commands.get(_menu(backend, call), ())
    return [{"command": each.command, "description": each.description} for each in commands]


def delete_my_commands(backend: Backend, call: Call) -> bool:
    """Take away the menu of a scope and a language."""
    backend.commands.pop(_menu(backend, call), None)
    return True


def set_webhook(backend: Backend, call: Call) -> bool:
    """Have updates brought to an address, which stops getUpdates; as a local server does, also without encryption."""
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return delete_webhook(backend, call)
    if not url.startswith(("https://", LOCAL)):
        raise refusals.bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise refusals.bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise refusals.bad_request("secret token contains unallowed characters")
    if "allowed_updates" in call.parameters:
        backend.updates.allow(map(str, call.array("allowed_updates", "allowed updates")))
    _change_webhook(backend, call, Webhook(url, secret))
    return True


def delete_webhook(backend: Backend, call: Call) -> bool:
    """Forget the webhook."""
    _change_webhook(backend, call, None)
    return True


def get_webhook_info(backend: Backend, call: Call) -> JsonObject:
    """Tell the webhook, and how many updates wait."""
    url = backend.webhook.url if backend.webhook else ""
    return {"url": url, "has_custom_certificate": False, "pending_update_count": len(backend.updates.pending)}


def answer_callback_query(backend: Backend, call: Call) -> bool:
    """Answer a press on a button."""
    text = call.text("text")
    if len(text) > MAX_ANSWER:
        raise refusals.bad_request("MESSAGE_TOO_LONG")
    answer = CallbackAnswer(call.text("callback_query_id"), text, call.flag("show_alert"), call.text("url"))
    if not backend.answer(answer):
        raise refusals.query_too_old()
    return True


def get_file(backend: Backend, call: Call) -> JsonObject:
    """Tell where a file can be fetched."""
    if not call.text("file_id"):
        raise refusals.bad_request("file_id not specified")
    file = backend.world.files.get(call.text("file_id"))
    if file is None:
        raise refusals.bad_request("invalid file_id")
    if len(file.content) > MAX_DOWNLOAD_BYTES:
        raise refusals.bad_request("file is too big")
    return wire.file(file, with_path=True)


def _change_webhook(backend: Backend, call: Call, webhook: Webhook | None) -> None:
    if call.flag("drop_pending_updates"):
        backend.updates.clear()
    backend.webhook = webhook
    backend.bell.ring()


def _command(value: Any) -> BotCommand:
    if not isinstance(value, dict):
        raise refusals.bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(value.get(name), str):
            raise refusals.bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    command = value["command"].strip().removeprefix("/")
    description = value["description"].strip()
    _check_lengths("command", command, MAX_COMMAND)
    _check_lengths("command description", description, MAX_DESCRIPTION)
    if not re.fullmatch(r"[a-z0-9_]+", command):
        raise refusals.bad_request("BOT_COMMAND_INVALID")
    return BotCommand(command, description)


def _check_lengths(what: str, text: str, limit: int) -> None:
    if not text:
        raise refusals.bad_request(f"{what} must be non-empty")
    if len(text) > limit:
        raise refusals.bad_request(f"{what} length must not exceed {limit}")


def _menu(backend: Backend, call: Call) -> tuple[str, str]:
    """Return what a menu is kept under: scope and language."""
    scope = call.object("scope", "BotCommandScope") or {"type": "default"}
    language = call.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise refusals.bad_request("invalid language code specified")
    kind = scope.get("type")
    if kind in WIDE_SCOPES:
        return str(kind), language
    if kind not in CHAT_SCOPES:
        raise refusals.bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = find_chat(backend, Call("", {"chat_id": str(scope.get("chat_id", ""))}), Access.READ_MEMBERS)
    return f"{kind} {chat.id} {scope.get('user_id', '')}".strip(), language
