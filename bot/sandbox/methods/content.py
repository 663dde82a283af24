"""Texts, captions and files as methods take them: parsed, counted, trimmed, marked up."""

from typing import Any

from bot.sandbox import refusals
from bot.sandbox.backend import Backend
from bot.sandbox.calls import Call, JsonObject, Upload
from bot.sandbox.entities import Entity, Formatted, detect, in_order, trim, utf16_length
from bot.sandbox.markup import MarkupFault, parse_html
from bot.sandbox.world import File

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_SOURCE_BYTES = 1 << 15
MAX_PHOTO_BYTES = 10 << 20
MAX_UPLOAD_BYTES = 50 << 20
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


def read_text(call: Call) -> Formatted:
    """Read text with its markup; what is too long is refused later, by ``check_text``."""
    if not call.text("text"):
        raise refusals.bad_request("message text is empty")
    return _formatted(call, call.text("text"), "entities")


def read_caption(call: Call) -> Formatted:
    """Read caption with its markup."""
    return _formatted(call, call.text("caption"), "caption_entities")


def check_text(content: Formatted) -> Formatted:
    """Return the text as Telegram stores it, or refuse its length."""
    stored = detect(trim(content))
    if not stored.text:
        raise refusals.bad_request("text must be non-empty")
    if utf16_length(stored.text) > MAX_TEXT:
        raise refusals.bad_request("message is too long")
    return stored


def check_caption(content: Formatted) -> Formatted:
    """Return the caption as Telegram stores it, or refuse its length."""
    stored = detect(trim(content))
    if utf16_length(stored.text) > MAX_CAPTION:
        raise refusals.bad_request("message caption is too long")
    return stored


def read_file(backend: Backend, call: Call, field: str) -> File:
    """Return the file of a field: uploaded with the call, or known by its id."""
    given = call.text(field)
    upload = call.uploads.get(given.removeprefix("attach://") if given.startswith("attach://") else field)
    if upload is not None:
        return store(backend, upload, is_photo=field == "photo")
    if not given:
        raise refusals.bad_request(f"there is no {field} in the request")
    if given not in backend.world.files:
        raise refusals.bad_request("wrong file identifier/HTTP URL specified")
    return backend.world.files[given]


def store(backend: Backend, upload: Upload, *, is_photo: bool) -> File:
    """Keep an uploaded file and give it its ids and its path."""
    _check_upload(upload, is_photo=is_photo)
    number = backend.next_id()
    folder, suffix = ("photos", ".jpg") if is_photo else ("documents", _suffix(upload.name))
    file = File(
        f"BQACAgUAAx{number:08d}",
        f"AgAD{number:08d}",
        upload.name,
        upload.content_type,
        f"{folder}/file_{number}{suffix}",
        upload.content,
        is_photo=is_photo,
    )
    backend.world.files[file.id] = file
    return file


def _formatted(call: Call, text: str, entities: str) -> Formatted:
    if len(text.encode()) > MAX_SOURCE_BYTES:
        raise refusals.bad_request("text is too long")
    mode = call.text("parse_mode").lower()
    if mode in ("", "none"):
        return Formatted(text, in_order(map(_entity, call.array(entities, "message entities"))))
    if mode in ("markdown", "markdownv2"):
        raise refusals.bad_request("Markdown is not supported by this server")
    if mode != "html":
        raise refusals.bad_request("unsupported parse_mode")
    try:
        return parse_html(text)
    except MarkupFault as fault:
        raise refusals.bad_request(f"can't parse entities: {fault}") from fault


def _entity(value: Any) -> Entity:
    if not isinstance(value, dict):
        raise refusals.bad_request("can't parse MessageEntity: expected an Object")
    for name, kind in (("type", str), ("offset", int), ("length", int)):
        if not isinstance(value.get(name), kind):
            raise refusals.bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    return Entity(
        value["type"],
        value["offset"],
        value["length"],
        url=value.get("url", ""),
        user_id=_user_id(value),
        language=value.get("language", ""),
    )


def _user_id(value: JsonObject) -> int:
    return int(value.get("user", {}).get("id", 0))


def _check_upload(upload: Upload, *, is_photo: bool) -> None:
    size = len(upload.content)
    if not size:
        raise refusals.bad_request("file must be non-empty")
    if size > MAX_UPLOAD_BYTES:
        raise refusals.too_large()
    if is_photo and size > MAX_PHOTO_BYTES:
        raise refusals.bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {MAX_PHOTO_BYTES} bytes"
        )
    if is_photo and not upload.content.startswith(PICTURES):
        raise refusals.bad_request("IMAGE_PROCESS_FAILED")


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix}" if stem and dot and suffix.isascii() and suffix.isalnum() else ""
