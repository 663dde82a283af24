"""What reaches the bot and in which shape: privacy mode, memberships, topics, migration, presses on buttons.

The bot is python-telegram-bot's own; updates are what it makes of the server's answers.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram import Chat as BotChat
from telegram import Message as BotMessage
from telegram.request import HTTPXRequest

from bot.sandbox.people import MisuseError
from bot.sandbox.server import Sandbox
from bot.sandbox.world import GROUP_ANONYMOUS_BOT, Chat, User


@dataclass(frozen=True)
class Scene:
    """A server, a bot, two persons and a group of the three."""

    server: Sandbox
    bot: Bot
    wang: User
    li: User
    group: Chat

    async def updates(self) -> tuple[Update, ...]:
        """Return what waits for the bot and confirm it."""
        updates = await self.bot.get_updates(allowed_updates=Update.ALL_TYPES)
        if updates:
            await self.bot.get_updates(offset=updates[-1].update_id + 1)
        return updates

    async def texts(self) -> list[str | None]:
        """Return the texts of the messages that wait."""
        return [update.message.text for update in await self.updates() if update.message]

    async def message(self) -> BotMessage:
        """Return the only message that waits."""
        (update,) = await self.updates()
        assert update.message
        return update.message


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with Sandbox() as server:
        wang, li = server.add_user("王", username="wang_office"), server.add_user("李")
        group = server.add_group("综合科", [wang, li], supergroup=True)
        requests = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
        async with Bot(
            server.token,
            base_url=server.base_url,
            base_file_url=server.base_file_url,
            request=requests[0],
            get_updates_request=requests[1],
        ) as bot:
            yield Scene(server, bot, wang, li, group)


@pytest.mark.parametrize(
    ("text", "delivered"),
    [
        ("今天谁值班", False),
        ("/ask 今天谁值班", True),
        ("/ask@canmou_bot 今天谁值班", True),
        ("/ASK@Canmou_Bot 今天谁值班", True),
        ("/ask@other_bot 今天谁值班", False),
        ("请看 /ask", False),
        ("请看 /ask@canmou_bot", True),
        ("@canmou_bot 今天谁值班", True),
        ("今天谁值班 @CANMOU_BOT", True),
        ("今天谁值班@canmou_bot", False),
        ("@wang_office 今天谁值班", False),
        ("@canmou_bot_2 今天谁值班", False),
    ],
)
async def test_privacy_mode_lets_only_what_names_the_bot_through(scene: Scene, text: str, delivered: bool) -> None:
    scene.server.say(scene.wang, scene.group, text)
    assert await scene.texts() == ([text] if delivered else [])


async def test_replies_to_the_bot_and_to_what_was_meant_for_it_come_through(scene: Scene) -> None:
    server, wang, li = scene.server, scene.wang, scene.li
    await scene.bot.send_message(scene.group.id, "值班表在此")
    own = await server.next_message(scene.group)
    server.say(wang, scene.group, "谢谢", reply_to=own)
    question = server.say(wang, scene.group, "/ask 几点交接")
    server.say(li, scene.group, "我也想知道", reply_to=question)
    aside = server.say(li, scene.group, "吃饭去")
    server.say(wang, scene.group, "走", reply_to=aside)
    assert await scene.texts() == ["谢谢", "/ask 几点交接", "我也想知道"]


async def test_a_general_command_goes_to_the_bot_that_spoke_last(scene: Scene) -> None:
    server, wang = scene.server, scene.wang
    other = server.add_user("他", username="other_bot", is_bot=True)
    server.join(other, scene.group, by=wang)
    server.say(other, scene.group, "我在")
    server.say(wang, scene.group, "/help")
    server.say(wang, scene.group, "/help@canmou_bot")
    await scene.bot.send_message(scene.group.id, "我也在")
    server.say(wang, scene.group, "/help")
    assert await scene.texts() == [None, "/help@canmou_bot", "/help"]


async def test_other_bots_are_not_heard_even_without_privacy(scene: Scene) -> None:
    other = scene.server.add_user("他", username="other_bot", is_bot=True)
    scene.server.world.privacy = False
    group = scene.server.add_group("两个机器人", [scene.wang, other])
    scene.server.say(other, group, "/help@canmou_bot")
    scene.server.say(scene.wang, group, "随便说说")
    assert await scene.texts() == ["随便说说"]


@pytest.mark.parametrize("how", ["administrator", "privacy off"])
async def test_administrators_and_bots_without_privacy_hear_everything(scene: Scene, how: str) -> None:
    if how == "administrator":
        scene.server.promote(scene.server.bot, scene.group, by=scene.wang)
    else:
        scene.server.world.privacy = False
    await scene.updates()
    scene.server.say(scene.wang, scene.group, "随便说说")
    assert await scene.texts() == ["随便说说"]
    assert (await scene.bot.get_me()).can_read_all_group_messages is (how == "privacy off")


async def test_everything_in_private_comes_through(scene: Scene) -> None:
    scene.server.say(scene.wang, scene.wang, "今天谁值班")
    message = await scene.message()
    assert (message.text, message.chat.type, message.chat.id) == ("今天谁值班", BotChat.PRIVATE, scene.wang.id)
    assert message.from_user
    assert (message.from_user.first_name, message.from_user.username) == ("王", "wang_office")


async def test_nothing_of_a_group_without_the_bot_comes_through(scene: Scene) -> None:
    group = scene.server.add_group("没有参谋", [scene.wang], with_bot=False)
    scene.server.say(scene.wang, group, "/ask@canmou_bot 在吗")
    assert await scene.updates() == ()


async def test_entities_come_with_the_message(scene: Scene) -> None:
    scene.server.say(scene.wang, scene.group, "👋 /ask@canmou_bot 问 @wang_office")
    message = await scene.message()
    assert [message.parse_entity(entity) for entity in message.entities] == ["/ask@canmou_bot", "@wang_office"]


async def test_a_reply_carries_what_it_replies_to(scene: Scene) -> None:
    first = scene.server.say(scene.wang, scene.wang, "今天谁值班")
    scene.server.say(scene.wang, scene.wang, "明天呢", reply_to=first)
    message = (await scene.updates())[-1].message
    assert message
    assert message.reply_to_message
    assert (message.reply_to_message.text, message.message_thread_id) == ("今天谁值班", None)


async def test_an_edit_comes_as_an_edited_message(scene: Scene) -> None:
    first = scene.server.say(scene.wang, scene.wang, "今天谁值班")
    scene.server.edit(scene.wang, first, "明天谁值班")
    edited = (await scene.updates())[-1].edited_message
    assert edited
    assert edited.edit_date
    assert (edited.message_id, edited.text) == (first.message_id, "明天谁值班")


async def test_an_edit_that_calls_the_bot_reaches_it(scene: Scene) -> None:
    aside = scene.server.say(scene.wang, scene.group, "吃饭去")
    scene.server.edit(scene.wang, aside, "/ask@canmou_bot 吃饭去")
    assert [bool(update.edited_message) for update in await scene.updates()] == [True]


async def test_an_anonymous_administrator_speaks_as_the_group(scene: Scene) -> None:
    scene.server.say(scene.wang, scene.group, "/ask@canmou_bot 几点", anonymous=True)
    message = await scene.message()
    assert message.from_user
    assert message.sender_chat
    assert (message.from_user.id, message.from_user.is_bot) == (GROUP_ANONYMOUS_BOT.id, True)
    assert message.sender_chat.id == scene.group.id


async def test_in_a_topic_what_is_no_reply_hangs_on_the_topics_opening(scene: Scene) -> None:
    group = scene.server.add_group("论坛", [scene.wang], topics=["值班", "会议"])
    topic = group.topic("会议")
    scene.server.say(scene.wang, group, "/ask 几点开会", thread=topic)
    message = await scene.message()
    assert message.chat.is_forum
    assert (message.message_thread_id, message.is_topic_message) == (topic.id, True)
    assert message.reply_to_message
    assert message.reply_to_message.forum_topic_created
    assert message.reply_to_message.forum_topic_created.name == "会议"


async def test_a_reply_in_a_topic_stays_there(scene: Scene) -> None:
    group = scene.server.add_group("论坛", [scene.wang], topics=["值班"])
    first = scene.server.say(scene.wang, group, "/ask 几点", thread=group.topic("值班"))
    scene.server.say(scene.wang, group, "急", reply_to=first)
    messages = [update.message for update in await scene.updates() if update.message]
    assert [message.message_thread_id for message in messages] == [group.topic("值班").id] * 2
    assert messages[1].reply_to_message
    assert messages[1].reply_to_message.text == "/ask 几点"


async def test_a_topic_opened_later_is_told(scene: Scene) -> None:
    group = scene.server.add_group("论坛", [scene.wang], topics=["值班"])
    topic = scene.server.open_topic(scene.wang, group, "信访")
    message = await scene.message()
    assert message.forum_topic_created
    assert (message.message_id, message.forum_topic_created.name) == (topic.id, "信访")


async def test_a_chain_of_replies_in_a_supergroup_has_its_first_message_as_thread(scene: Scene) -> None:
    first = scene.server.say(scene.wang, scene.group, "/ask 几点")
    second = scene.server.say(scene.li, scene.group, "/ask 哪里", reply_to=first)
    scene.server.say(scene.wang, scene.group, "/ask 谁", reply_to=second)
    messages = [update.message for update in await scene.updates() if update.message]
    assert [message.message_thread_id for message in messages] == [None, first.message_id, first.message_id]
    assert not any(message.is_topic_message for message in messages)


async def test_the_bot_learns_that_it_comes_and_goes(scene: Scene) -> None:
    server, wang = scene.server, scene.wang
    group = server.add_group("新群", [wang], with_bot=False)
    server.join(server.bot, group, by=wang)
    server.promote(server.bot, group, by=wang, can_delete_messages=True)
    server.demote(server.bot, group, by=wang)
    server.kick(server.bot, group, by=wang)
    changes = [update.my_chat_member for update in await scene.updates() if update.my_chat_member]
    assert [(change.old_chat_member.status, change.new_chat_member.status) for change in changes] == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "member"),
        ("member", "kicked"),
    ]
    assert {change.from_user.id for change in changes} == {wang.id}


async def test_service_messages_tell_who_came_and_went(scene: Scene) -> None:
    zhao = scene.server.add_user("赵")
    scene.server.join(zhao, scene.group, by=scene.wang)
    scene.server.leave(zhao, scene.group)
    came, went = (update.message for update in await scene.updates())
    assert came
    assert went
    assert went.left_chat_member
    assert [person.id for person in came.new_chat_members] == [zhao.id]
    assert went.left_chat_member.id == zhao.id


@pytest.mark.parametrize(("asked", "administers", "told"), [(True, True, 1), (True, False, 0), (False, True, 0)])
async def test_members_changes_are_told_to_administrators_that_ask(
    scene: Scene, asked: bool, administers: bool, told: int
) -> None:
    if administers:
        scene.server.promote(scene.server.bot, scene.group, by=scene.wang)
    await scene.bot.get_updates(allowed_updates=["chat_member"] if asked else [])
    scene.server.leave(scene.li, scene.group)
    updates = await scene.bot.get_updates()
    assert sum(bool(update.chat_member) for update in updates) == told


async def test_only_the_kinds_that_were_asked_for_come(scene: Scene) -> None:
    await scene.bot.get_updates(allowed_updates=["callback_query"])
    scene.server.say(scene.wang, scene.wang, "没人听")
    await scene.bot.get_updates(allowed_updates=[])
    scene.server.say(scene.wang, scene.wang, "有人听")
    assert [update.message.text for update in await scene.bot.get_updates() if update.message] == ["有人听"]


async def test_blocking_and_unblocking_are_told(scene: Scene) -> None:
    scene.server.say(scene.wang, scene.wang, "/start")
    await scene.updates()
    scene.server.block(scene.wang)
    scene.server.unblock(scene.wang)
    changes = [update.my_chat_member for update in await scene.updates() if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]
    assert {change.chat.id for change in changes} == {scene.wang.id}


async def test_a_migration_is_told_in_both_chats(scene: Scene) -> None:
    old = scene.server.add_group("老群", [scene.wang])
    new = scene.server.migrate(old)
    there, here = (update.message for update in await scene.updates())
    assert there
    assert here
    assert (there.chat.id, there.migrate_to_chat_id) == (old.id, new.id)
    assert (here.chat.id, here.migrate_from_chat_id) == (new.id, old.id)
    assert (new.kind, str(new.id)[:4]) == (BotChat.SUPERGROUP, "-100")


KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("原文", callback_data="a:1")]])


async def test_a_press_comes_as_a_callback_query_and_its_answer_can_be_awaited(scene: Scene) -> None:
    await scene.bot.send_message(scene.group.id, "答复", reply_markup=KEYBOARD)
    query = scene.server.press(scene.li, await scene.server.next_message(scene.group), "原文")
    (update,) = await scene.updates()
    pressed = update.callback_query
    assert pressed
    assert isinstance(pressed.message, BotMessage)
    assert (pressed.from_user.id, pressed.data, pressed.message.text) == (scene.li.id, "a:1", "答复")
    await pressed.answer("已打开", show_alert=True)
    answer = await scene.server.answer_to(query)
    assert (answer.text, answer.show_alert) == ("已打开", True)


async def test_a_button_can_be_pressed_by_its_data_and_after_the_message_is_gone(scene: Scene) -> None:
    sent = await scene.bot.send_message(scene.group.id, "答复", reply_markup=KEYBOARD)
    seen = await scene.server.next_message(scene.group)
    await sent.delete()
    scene.server.press(scene.li, seen, "a:1")
    (update,) = await scene.updates()
    assert update.callback_query
    assert update.callback_query.message
    # This is how Telegram marks a message that is gone.
    assert update.callback_query.message.date.timestamp() == 0


@pytest.mark.parametrize(
    "misuse",
    [
        lambda scene: scene.server.say(scene.wang, scene.wang, " "),
        lambda scene: scene.server.say(scene.server.add_user("赵"), scene.group, "在吗"),
        lambda scene: scene.server.say(scene.li, scene.group, "在吗", anonymous=True),
        lambda scene: scene.server.edit(scene.li, scene.server.say(scene.wang, scene.group, "/ask 几点"), "改"),
        lambda scene: scene.server.press(scene.li, scene.server.say(scene.wang, scene.group, "没有按钮"), "原文"),
        lambda scene: scene.server.open_topic(scene.wang, scene.group, "值班"),
        lambda scene: scene.server.migrate(scene.group),
        lambda scene: [scene.server.block(scene.wang), scene.server.say(scene.wang, scene.wang, "在吗")],
        lambda scene: [
            message := scene.server.say(scene.wang, scene.wang, "在吗"),
            scene.server.delete(message),
            scene.server.delete(message),
        ],
    ],
)
async def test_people_cannot_do_what_no_client_lets_them(scene: Scene, misuse: Callable[[Scene], object]) -> None:
    with pytest.raises(MisuseError):
        misuse(scene)


async def test_a_deleted_topic_is_gone_with_its_messages(scene: Scene) -> None:
    group = scene.server.add_group("论坛", [scene.wang], topics=["值班"])
    topic = group.topic("值班")
    scene.server.say(scene.wang, group, "/ask 几点", thread=topic)
    scene.server.delete_topic(group, topic)
    assert group.messages == {}
    with pytest.raises(MisuseError):
        scene.server.say(scene.wang, group, "/ask 几点", thread=topic)


async def test_pictures_and_files_of_people_carry_their_captions(scene: Scene) -> None:
    scene.server.upload(scene.wang, scene.wang, "通知.docx", b"PK", caption="@canmou_bot 存一下")
    scene.server.upload(scene.wang, scene.wang, "a.png", b"\x89PNG\r\n\x1a\n", photo=True)
    document, photo = (update.message for update in await scene.updates())
    assert document
    assert photo
    assert document.document
    assert (document.document.file_name, document.caption) == ("通知.docx", "@canmou_bot 存一下")
    assert [document.parse_caption_entity(entity) for entity in document.caption_entities] == ["@canmou_bot"]
    assert [size.file_size for size in photo.photo] == [8]
