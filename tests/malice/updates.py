"""Updates that Telegram would not send, or hardly: fields gone or of another kind, numbers beyond all, odd signs."""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.malice.act import Act
from tests.malice.stage import QUESTION, Stage

Json = dict[str, Any]
WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**31, 2**53, 2**63, 2**64, 10**40, -(10**20), 1.5, 1e308, "", "5", "x" * 5000),
    *("\ud800", "\udc00\ud800", "\0", "\u202e", [], {}, [[]], [None] * 50, {"id": {}}, {"id": "1"}, [{"a": [1]}]),
)
ODD = (
    "\u202e值班电话应当在几声之内接听？\u202c",
    "值\u200b班\u200b电\u200b话\u200b几\u200b声\u200b接",
    "\u200b\u200c\u200d\u2060\ufeff",
    "👨‍👩‍👧‍👦" * 300,
    "a\u0301" * 2000,
    "字" * 4096,
    "🙂" * 2048,
    "？" * 4096,
    "\u0f3f" * 1000,
    "‏مرحبا‏ 值班",
    "/ask " + "９" * 4000,
    "/iam \u202e张三",
    "/iam " + "王" * 4000,
    "/meeting " + "明天下午三点" * 600,
    "/meeting 99999999999年13月45日25点61分开会",
    "/meeting 每0天0点开会，提前99999999999999天提醒",
    "/duty 9999年12月31日",
    "/duty 0000-00-00",
    "/duty " + "1" * 4000,
    "/outline 通知 " + "<b>" * 1000,
    "/outline \u200b",
    "/log \0今天",
    "/matters 新增 \u200b",
    "/start " + "x" * 64,
    "/start ../../etc/passwd",
    "/start o1-0-0-0",
    "/start o999999999-9999--999999-9999",
    "/start o1-0-0-0; DROP TABLE answers",
    "/claim ''; DROP TABLE roles",
    "/ASK@canmou_bot",
    "/@canmou_bot",
    "//////",
    "第" + "九" * 4000 + "条",
    "《" * 4000,
    "《值班管理规定》第99999999999999999999条",
    "\n" * 500 + "值班",
    "\t\v\f\r值班\u2028\u2029电话",
    "=cmd|' /C calc'!A0",
    "{{config}} ${jndi:ldap://x} %s %n {0.__class__}",
    "Ｑ" * 4096,
    "(" * 4096,
    "1+" * 2048,
    "𠮷𠮷𠮷野家" * 500,
)
SERVICE: tuple[Json, ...] = (
    {"new_chat_title": "\u202e<b>x</b>"},
    {"migrate_to_chat_id": "x"},
    {"migrate_from_chat_id": "x"},
    {"pinned_message": {"message_id": 0, "date": 0, "chat": {"id": 1, "type": "private"}}},
    {"contact": {"phone_number": "x", "first_name": "<i>"}},
    {"location": {"latitude": 1e308, "longitude": -1e308}},
    {"dice": {"emoji": "🎲", "value": 2**70}},
    {"voice": {"file_id": "x", "file_unique_id": "y", "duration": -1}},
    {"photo": []},
    {"photo": [{}]},
    {"document": {}},
    {"document": {"file_id": "nowhere", "file_unique_id": "y", "file_name": "x.docx", "file_size": -1}},
    {"document": {"file_id": "nowhere", "file_unique_id": "y", "file_name": None}},
    {"forum_topic_created": {"name": "x", "icon_color": 0}},
    {"left_chat_member": {"id": 1, "is_bot": False, "first_name": ""}},
    {"new_chat_members": []},
    {"new_chat_members": [None]},
    {"web_app_data": {"data": "{}", "button_text": "x"}},
    {"forward_origin": {"type": "unheard-of", "date": 0}},
    {"via_bot": {"id": 3, "is_bot": True, "first_name": "x"}},
    {"quote": {"text": "机密", "position": -5}},
    {"unheard_of": {"x": [1, {"y": None}]}},
)
ENTITIES: tuple[Json, ...] = (
    {"type": "mention", "offset": 10**6, "length": 3},
    {"type": "mention", "offset": -3, "length": 10},
    {"type": "bot_command", "offset": 0, "length": 10**9},
    {"type": "bot_command", "offset": 0, "length": 0},
    {"type": "unheard_of", "offset": 0, "length": 1},
    {"type": "bold", "offset": 1, "length": 1},
    {"type": "text_mention", "offset": 0, "length": 1, "user": {}},
    {"type": "mention", "offset": "0", "length": "1"},
    {"type": "text_link", "offset": 0, "length": 2, "url": 5},
    {"type": "mention", "offset": 1, "length": 2},
)
KINDS = (
    *("channel_post", "edited_channel_post", "business_message", "edited_business_message", "guest_message"),
    *("inline_query", "chosen_inline_result", "poll", "poll_answer", "chat_join_request", "message_reaction"),
    *("chat_boost", "shipping_query", "pre_checkout_query", "business_connection", "quantum_message", ""),
)


def updates(stage: Stage, dice: Random) -> Iterator[Act]:
    """Yield updates, most of them malformed."""
    for number in range(60):
        yield _act(stage, f"mutation {number}", _mutated(stage, dice))
    for text in ODD:
        yield _act(stage, f"text {text[:20]!r}", {"message": _message(stage, dice, text)})
    for fields in SERVICE:
        message = _message(stage, dice, "") | fields
        del message["text"]
        yield _act(stage, f"service {fields}", {"message": message})
    for entity in ENTITIES:
        message = _message(stage, dice, dice.choice((QUESTION, "🙂🙂🙂")))
        yield _act(stage, f"entity {entity}", {"message": message | {"entities": [entity]}})
    for kind in KINDS:
        yield _act(stage, f"kind {kind}", {kind: _message(stage, dice, QUESTION)})
    for depth in (20, 60, 150):
        yield _act(stage, f"depth {depth}", {"message": _nested(stage, dice, depth)})


def _act(stage: Stage, name: str, content: Json) -> Act:
    def _bring() -> None:
        backend = stage.office.server.backend
        backend.updates.bring(content)
        backend.bell.ring()

    return Act(f"update: {name}", _bring)


def _message(stage: Stage, dice: Random, text: str) -> Json:
    user = dice.choice(stage.attackers)
    chat: Json = {"id": user.id, "type": "private", "first_name": user.first_name}
    if user is stage.member and dice.random() < 0.3:
        chat, text = {"id": stage.office.group.id, "type": "group", "title": "综合科"}, f"@canmou_bot {text}"
    person = {"id": user.id, "is_bot": False, "first_name": user.first_name}
    entities = [{"type": "mention", "offset": 0, "length": 11}] if text.startswith("@") else []
    if text.startswith("/"):
        entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    message = {"message_id": 900_000, "from": person, "chat": chat, "date": 1_772_413_200, "text": text}
    return message | ({"entities": entities} if entities else {})


def _nested(stage: Stage, dice: Random, depth: int) -> Json:
    message = _message(stage, dice, QUESTION)
    for _ in range(depth):
        message = _message(stage, dice, QUESTION) | {"reply_to_message": message}
    return message


def _mutated(stage: Stage, dice: Random) -> Json:
    """Return an update of a kind that is wanted, with one to three of its fields gone or wrong."""
    message = _message(stage, dice, QUESTION)
    person = message["from"]
    standing = {"user": person, "status": "member"}
    press = {"id": "1", "from": person, "message": message, "chat_instance": "1", "data": "1o:1:0"}
    change = {
        "chat": message["chat"],
        "from": person,
        "date": 1_772_413_200,
        "old_chat_member": standing,
        "new_chat_member": standing,
    }
    kinds = {"message": message, "edited_message": message, "callback_query": press, "chat_member": change}
    kind = dice.choice(list(kinds))
    content: Json = {kind: copy.deepcopy(kinds[kind])}
    for _ in range(dice.randrange(1, 4)):
        holder, name = dice.choice(list(_places(content)))
        if dice.random() < 0.3:
            del holder[name]
        else:
            holder[name] = copy.deepcopy(dice.choice(WRONG))
        if not content:
            break
    return content


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    """Yield where each field stands: its object or list, and its name or number there."""
    fields = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in list(fields):
        yield value, name
        yield from _places(each)
