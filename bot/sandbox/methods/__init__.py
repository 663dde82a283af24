"""The Bot API's methods: the table from a method's name to what it does.

A method takes the backend and a call, and returns what goes into ``result`` or raises a ``Refusal``. getUpdates stands
apart, because it waits.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.sandbox.backend import Backend
from bot.sandbox.calls import Call, JsonObject
from bot.sandbox.methods import account, chats, messages

Result = JsonObject | list[JsonObject] | bool | int
Method = Callable[[Backend, Call], Result]

# Names are compared without regard to case.
METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "getme": account.get_me,
        "logout": account.say_true,
        "close": account.say_true,
        "setmycommands": account.set_my_commands,
        "getmycommands": account.get_my_commands,
        "deletemycommands": account.delete_my_commands,
        "setwebhook": account.set_webhook,
        "deletewebhook": account.delete_webhook,
        "getwebhookinfo": account.get_webhook_info,
        "answercallbackquery": account.answer_callback_query,
        "getfile": account.get_file,
        "getchat": chats.get_chat,
        "getchatmember": chats.get_chat_member,
        "getchatadministrators": chats.get_chat_administrators,
        "getchatmembercount": chats.get_chat_member_count,
        "leavechat": chats.leave_chat,
        "sendmessage": messages.send_message,
        "sendmessagedraft": messages.send_message_draft,
        "senddocument": messages.send_document,
        "sendphoto": messages.send_photo,
        "sendchataction": messages.send_chat_action,
        "editmessagetext": messages.edit_message_text,
        "editmessagereplymarkup": messages.edit_message_reply_markup,
        "deletemessage": messages.delete_message,
        "pinchatmessage": messages.pin_chat_message,
        "setmessagereaction": messages.set_message_reaction,
    }
)
