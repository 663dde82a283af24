"""Refusals in Telegram's own words and shapes: code, description, parameters.

A refusal that depends on nothing is a function all the same, so that every place raises a fresh one.
"""

from collections.abc import Mapping


class Refusal(Exception):
    """Telegram's answer when it does not do what was asked."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters or {}


def bad_request(what: str) -> Refusal:
    """Refuse with 400 and the given words."""
    return Refusal(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refusal:
    """Refuse with 403 and the given words."""
    return Refusal(403, f"Forbidden: {what}")


def unauthorized() -> Refusal:
    """The token belongs to no bot."""
    return Refusal(401, "Unauthorized")


def not_found() -> Refusal:
    """There is nothing at this address, as with a malformed token."""
    return Refusal(404, "Not Found")


def method_not_found() -> Refusal:
    """The Bot API has no such method, or this server does not play it."""
    return Refusal(404, "Not Found: method not found")


def too_large() -> Refusal:
    """The upload is over 50 MB."""
    return Refusal(413, "Request Entity Too Large")


def too_many_requests(retry_after: int) -> Refusal:
    """The bot must wait for so many seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def internal_server_error() -> Refusal:
    """Telegram has a fault of its own."""
    return Refusal(500, "Internal Server Error")


def bad_gateway() -> Refusal:
    """Telegram's front door does not reach the servers behind it."""
    return Refusal(502, "Bad Gateway")


def other_poller() -> Refusal:
    """Another getUpdates request took this one's place."""
    return Refusal(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )


def webhook_is_active() -> Refusal:
    """Updates go to the webhook, so they cannot be fetched."""
    return Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )


def webhook_was_set() -> Refusal:
    """A webhook was set while updates were waited for."""
    return Refusal(409, "Conflict: terminated by setWebhook request")


def chat_not_found() -> Refusal:
    """The bot knows no such chat."""
    return bad_request("chat not found")


def migrated(chat_id: int) -> Refusal:
    """The group became the supergroup ``chat_id``."""
    return Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat_id})


def blocked() -> Refusal:
    """The person shut the bot out."""
    return forbidden("bot was blocked by the user")


def not_started() -> Refusal:
    """The person never wrote to the bot."""
    return forbidden("bot can't initiate conversation with a user")


def message_not_found(what: str) -> Refusal:
    """There is no such message; ``what`` is Telegram's name for it: message to edit."""
    return bad_request(f"{what} not found")


def thread_not_found() -> Refusal:
    """The chat has no such topic."""
    return bad_request("message thread not found")


def not_modified() -> Refusal:
    """The edit would change nothing."""
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )


def query_too_old() -> Refusal:
    """The press on a button is unknown, answered or too long ago."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")
