"""Methods and refusals as python-telegram-bot meets them: what each returns, and what it raises when refused."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode, ReactionEmoji
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError
from telegram.request import HTTPXRequest

from bot.sandbox.journal import Kind
from bot.sandbox.keyboards import KeyboardKind
from bot.sandbox.methods.messages import REACTIONS
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Chat, Topic, User

PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class Clock:
    """A clock that tests move."""

    time: datetime = field(default=datetime(2026, 3, 2, 8, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.time


@dataclass(frozen=True)
class Scene:
    """A server with a clock, a bot, a person who wrote to it, one who did not, a forum and a plain group."""

    server: Sandbox
    clock: Clock
    bot: Bot
    wang: User
    li: User
    forum: Chat
    topic: Topic
    group: Chat

    async def send(self, text: str = "答复", **options: Any) -> Any:
        """Send a text to the person."""
        return await self.bot.send_message(self.wang.id, text, **options)

    async def refused(self, act: Awaitable[Any], kind: type[Exception] = BadRequest) -> str:
        """Return Telegram's words of a refusal; of a bad request, which is most of them, without these two words."""
        with pytest.raises(kind) as refusal:
            await act
        assert type(refusal.value) is kind
        words = self.server.log[-1].description
        assert words.startswith("Bad Request: ") is (kind is BadRequest)
        return words.removeprefix("Bad Request: ")


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    clock = Clock()
    async with Sandbox(now=clock.now) as server:
        wang, li = server.add_user("王"), server.add_user("李")
        forum = server.add_group("论坛", [wang, li], topics=["值班"])
        group = server.add_group("老群", [wang])
        server.say(wang, wang, "/start")
        requests = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
        async with Bot(
            server.token,
            base_url=server.base_url,
            base_file_url=server.base_file_url,
            request=requests[0],
            get_updates_request=requests[1],
        ) as bot:
            yield Scene(server, clock, bot, wang, li, forum, forum.topic("值班"), group)


Act = Callable[[Scene], Awaitable[Any]]


def button(text: str = "原文", **action: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, **(action or {"callback_data": "a:1"}))]])


# Sending


async def test_the_bot_tells_who_it_is(scene: Scene) -> None:
    me = await scene.bot.get_me()
    assert (me.id, me.username, me.is_bot, me.can_read_all_group_messages) == (123456, "canmou_bot", True, False)


async def test_a_text_is_sent_and_seen(scene: Scene) -> None:
    sent = await scene.send("<b>值班</b>：<i>王</i> &amp; 李 /help", parse_mode=ParseMode.HTML)
    seen = await scene.server.next_message(scene.wang)
    assert sent.text == seen.text == "值班：王 & 李 /help"
    assert sent.from_user.id == scene.bot.id
    assert sent.date == scene.clock.time
    assert (seen.marked("bold"), seen.marked("italic"), seen.marked("bot_command")) == (("值班",), ("王",), ("/help",))


async def test_a_text_is_stored_without_white_space_at_its_ends(scene: Scene) -> None:
    assert (await scene.send(" \n值班\n")).text == "值班"


async def test_entities_can_be_given_instead_of_markup(scene: Scene) -> None:
    sent = await scene.send("值班表", entities=[MessageEntity(MessageEntity.BOLD, 0, 2)])
    assert sent.parse_entities() == {MessageEntity(MessageEntity.BOLD, 0, 2): "值班"}


async def test_4096_utf16_units_are_sent_after_markup_is_read(scene: Scene) -> None:
    assert len((await scene.send("<b>" + "值" * 4096 + "</b>", parse_mode=ParseMode.HTML)).text) == 4096
    assert len((await scene.send("👋" * 2048)).text) == 2048


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("", {}, "message text is empty"),
        (" \n", {}, "text must be non-empty"),
        ("值" * 4097, {}, "message is too long"),
        ("👋" * 2049, {}, "message is too long"),
        ("值" * 11000, {}, "text is too long"),
        ("<x>", {"parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
        ("<b>", {"parse_mode": "HTML"}, "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("*a*", {"parse_mode": "MarkdownV2"}, "Markdown is not supported by this server"),
        ("a", {"parse_mode": "XML"}, "unsupported parse_mode"),
        ("a", {"reply_markup": button(callback_data="值" * 22)}, "BUTTON_DATA_INVALID"),
        ("a", {"reply_markup": button(url="nonsense")}, "BUTTON_URL_INVALID"),
        ("a", {"reply_markup": button(" ", callback_data="1")}, "BUTTON_TEXT_INVALID"),
        (
            "a",
            {"reply_markup": InlineKeyboardMarkup([[InlineKeyboardButton("原文")]])},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            "a",
            {"reply_markup": InlineKeyboardMarkup([[InlineKeyboardButton("1", callback_data="1")]] * 101)},
            "reply markup is too long",
        ),
        ("a", {"reply_to_message_id": 99}, "message to be replied not found"),
        ("a", {"message_thread_id": 99}, "message thread not found"),
    ],
)
async def test_what_cannot_be_sent_is_refused(scene: Scene, text: str, options: dict[str, Any], words: str) -> None:
    assert await scene.refused(scene.send(text, **options)) == words
    assert scene.server.sent(scene.wang) == []


async def test_64_bytes_of_data_fit_a_button(scene: Scene) -> None:
    sent = await scene.send(reply_markup=button(callback_data="值" * 21 + "1"))
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "值" * 21 + "1"


async def test_other_buttons_keep_what_they_do(scene: Scene) -> None:
    row = [
        InlineKeyboardButton("网页", url="https://example.com"),
        InlineKeyboardButton("再问", switch_inline_query_current_chat=""),
    ]
    sent = await scene.send(reply_markup=InlineKeyboardMarkup([row]))
    assert sent.reply_markup.inline_keyboard == (tuple(row),)


async def test_keyboards_of_other_kinds_are_taken_but_not_shown_in_the_message(scene: Scene) -> None:
    assert (await scene.send(reply_markup=ReplyKeyboardMarkup([["值班", "会议"]]))).reply_markup is None
    await scene.send(reply_markup=ForceReply())
    keyboards = [message.keyboard for message in scene.server.sent(scene.wang)]
    assert [keyboard.kind for keyboard in keyboards if keyboard] == [KeyboardKind.REPLY, KeyboardKind.FORCE_REPLY]
    assert [each.text for each in scene.server.sent(scene.wang)[0].buttons] == ["值班", "会议"]


async def test_a_reply_is_tied_to_its_message(scene: Scene) -> None:
    question = scene.server.say(scene.wang, scene.wang, "今天谁值班")
    sent = await scene.send(reply_parameters=ReplyParameters(question.message_id))
    assert sent.reply_to_message.text == "今天谁值班"
    assert (await scene.server.next_message(scene.wang)).reply_to == question.message_id


@pytest.mark.parametrize("older", [True, False])
async def test_a_reply_to_nothing_is_sent_when_allowed(scene: Scene, older: bool) -> None:
    options = {"reply_to_message_id": 99, "allow_sending_without_reply": True}
    newer = {"reply_parameters": ReplyParameters(99, allow_sending_without_reply=True)}
    await scene.send(**(options if older else newer))
    assert (await scene.server.next_message(scene.wang)).reply_to is None


async def test_a_reply_to_a_deleted_message_is_refused(scene: Scene) -> None:
    question = scene.server.say(scene.wang, scene.wang, "今天谁值班")
    scene.server.delete(question)
    assert await scene.refused(scene.send(reply_to_message_id=question.message_id)) == "message to be replied not found"


async def test_a_message_goes_into_its_topic(scene: Scene) -> None:
    sent = await scene.bot.send_message(scene.forum.id, "答复", message_thread_id=scene.topic.id)
    assert (sent.is_topic_message, sent.message_thread_id) == (True, scene.topic.id)
    assert (await scene.server.next_message(scene.forum)).thread == scene.topic.id


async def test_a_reply_goes_into_the_topic_of_its_message_by_itself(scene: Scene) -> None:
    question = scene.server.say(scene.wang, scene.forum, "/ask 几点", thread=scene.topic)
    await scene.bot.send_message(scene.forum.id, "八点", reply_parameters=ReplyParameters(question.message_id))
    seen = await scene.server.next_message(scene.forum)
    assert (seen.in_topic, seen.thread, seen.reply_to) == (True, scene.topic.id, question.message_id)


@pytest.mark.parametrize("thread", ["general", "chain of replies", "deleted", "group without topics"])
async def test_only_topics_are_threads(scene: Scene, thread: str) -> None:
    question = scene.server.say(scene.wang, scene.forum, "/ask 几点")
    number = {"general": 1 if scene.topic.id != 1 else 99, "chain of replies": question.message_id}
    if thread == "deleted":
        scene.server.delete_topic(scene.forum, scene.topic)
    chat = scene.group if thread == "group without topics" else scene.forum
    act = scene.bot.send_message(chat.id, "答复", message_thread_id=number.get(thread, scene.topic.id))
    assert await scene.refused(act) == "message thread not found"


# Who can be written to


@pytest.mark.parametrize(
    ("where", "kind", "words"),
    [
        (lambda scene: 42, BadRequest, "chat not found"),
        (lambda scene: "@nobody", BadRequest, "chat not found"),
        (lambda scene: "", BadRequest, "chat_id is empty"),
        (lambda scene: scene.server.add_user("陌生人").id, BadRequest, "chat not found"),
        (lambda scene: scene.li.id, Forbidden, "Forbidden: bot can't initiate conversation with a user"),
        (
            lambda scene: scene.server.add_user("他", is_bot=True).id,
            Forbidden,
            "Forbidden: bot can't send messages to bots",
        ),
    ],
)
async def test_who_did_not_write_first_cannot_be_written_to(
    scene: Scene, where: Callable[[Scene], int | str], kind: type[Exception], words: str
) -> None:
    assert await scene.refused(scene.bot.send_message(where(scene), "在吗"), kind) == words


async def test_who_blocked_the_bot_cannot_be_written_to_until_unblocked(scene: Scene) -> None:
    sent = await scene.send()
    scene.server.block(scene.wang)
    for act in (scene.send(), sent.edit_text("改"), scene.bot.send_chat_action(scene.wang.id, ChatAction.TYPING)):
        assert await scene.refused(act, Forbidden) == "Forbidden: bot was blocked by the user"
    scene.server.unblock(scene.wang)
    await scene.send()


@pytest.mark.parametrize(("forum", "kind"), [(True, "supergroup"), (False, "group")])
async def test_a_group_that_threw_the_bot_out_cannot_be_written_to(scene: Scene, forum: bool, kind: str) -> None:
    chat = scene.forum if forum else scene.group
    scene.server.kick(scene.server.bot, chat, by=scene.wang)
    words = await scene.refused(scene.bot.send_message(chat.id, "在吗"), Forbidden)
    assert words == f"Forbidden: bot was kicked from the {kind} chat"


@pytest.mark.parametrize(("forum", "kind"), [(True, "supergroup"), (False, "group")])
async def test_a_group_that_the_bot_left_cannot_be_written_to(scene: Scene, forum: bool, kind: str) -> None:
    chat = scene.forum if forum else scene.group
    await scene.bot.leave_chat(chat.id)
    words = await scene.refused(scene.bot.send_message(chat.id, "在吗"), Forbidden)
    assert words == f"Forbidden: bot is not a member of the {kind} chat"


async def test_a_group_that_became_a_supergroup_names_its_new_id(scene: Scene) -> None:
    new = scene.server.migrate(scene.group)
    with pytest.raises(ChatMigrated) as migrated:
        await scene.bot.send_message(scene.group.id, "在吗")
    assert migrated.value.new_chat_id == new.id
    (call,) = scene.server.calls("sendMessage")
    assert call.description == "Bad Request: group chat was upgraded to a supergroup chat"
    await scene.bot.send_message(new.id, "在")


# Changing and deleting


async def test_an_edit_changes_text_and_keyboard(scene: Scene) -> None:
    sent = await scene.send("查找中", reply_markup=button())
    edited = await sent.edit_text("<b>找到了</b>", parse_mode=ParseMode.HTML)
    seen = await scene.server.next_edit(scene.wang)
    assert (edited.text, edited.edit_date, edited.reply_markup) == ("找到了", scene.clock.time, None)
    assert (seen.message_id, seen.text, seen.marked("bold")) == (sent.message_id, "找到了", ("找到了",))


async def test_a_keyboard_is_changed_and_taken_away_alone(scene: Scene) -> None:
    sent = await scene.send("答复", reply_markup=button())
    changed = await sent.edit_reply_markup(button("邻条", callback_data="b"))
    assert (changed.text, changed.reply_markup.inline_keyboard[0][0].text) == ("答复", "邻条")
    assert (await changed.edit_reply_markup()).reply_markup is None


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda scene, sent: sent.edit_text("答复", reply_markup=button()), NOT_MODIFIED),
        (lambda scene, sent: sent.edit_text(" 答复 ", reply_markup=button()), NOT_MODIFIED),
        (lambda scene, sent: sent.edit_reply_markup(button()), NOT_MODIFIED),
        (lambda scene, sent: sent.edit_text(""), "message text is empty"),
        (lambda scene, sent: sent.edit_text("值" * 4097), "message is too long"),
        (lambda scene, sent: sent.edit_text("a", reply_markup=button(callback_data="a" * 65)), "BUTTON_DATA_INVALID"),
        (lambda scene, sent: scene.bot.edit_message_text("a", scene.wang.id, 99), "message to edit not found"),
        (lambda scene, sent: scene.bot.edit_message_text("a", scene.wang.id, 1), "message can't be edited"),
        (lambda scene, sent: scene.bot.edit_message_text("a", 42, 1), "chat not found"),
        (
            lambda scene, sent: sent.edit_reply_markup(ReplyKeyboardMarkup([["a"]])),
            "inline keyboard expected",
        ),
    ],
)
async def test_what_cannot_be_edited_is_refused(
    scene: Scene, act: Callable[[Scene, Any], Awaitable[Any]], words: str
) -> None:
    sent = await scene.send("答复", reply_markup=button())
    assert await scene.refused(act(scene, sent)) == words


async def test_a_file_has_no_text_to_edit(scene: Scene) -> None:
    sent = await scene.bot.send_document(scene.wang.id, b"x", filename="a.txt")
    assert await scene.refused(sent.edit_text("a")) == "there is no text in the message to edit"


async def test_the_bot_deletes_its_own_and_in_private_what_it_got(scene: Scene) -> None:
    sent = await scene.send()
    got = scene.server.say(scene.wang, scene.wang, "误发")
    assert await sent.delete()
    assert await scene.bot.delete_message(scene.wang.id, got.message_id)
    assert await scene.refused(sent.delete()) == "message to delete not found"


@pytest.mark.parametrize(("right", "words"), [(False, "message can't be deleted"), (True, "")])
async def test_others_messages_in_a_group_need_the_right_to_delete(scene: Scene, right: bool, words: str) -> None:
    scene.server.promote(scene.server.bot, scene.forum, by=scene.wang, can_delete_messages=right)
    message = scene.server.say(scene.li, scene.forum, "机密★10年")
    act = scene.bot.delete_message(scene.forum.id, message.message_id)
    if right:
        assert await act
        assert message.message_id not in scene.forum.messages
    else:
        assert await scene.refused(act) == words


async def test_after_48_hours_a_message_stays(scene: Scene) -> None:
    sent = await scene.send()
    scene.clock.time += timedelta(hours=48, seconds=1)
    assert await scene.refused(sent.delete()) == "message can't be deleted for everyone"


async def test_pinning_needs_the_right_and_leaves_a_service_message(scene: Scene) -> None:
    sent = await scene.bot.send_message(scene.forum.id, "值班表")
    assert await scene.refused(sent.pin()) == "not enough rights to manage pinned messages in the chat"
    scene.server.promote(scene.server.bot, scene.forum, by=scene.wang, can_pin_messages=True)
    assert await sent.pin()
    pinned = (await scene.bot.get_updates())[-1].message
    assert pinned
    assert pinned.pinned_message
    assert pinned.pinned_message.message_id == sent.message_id
    about = (await scene.bot.get_chat(scene.forum.id)).pinned_message
    assert about
    assert about.text == "值班表"


async def test_one_of_telegrams_reactions_can_be_set(scene: Scene) -> None:
    got = scene.server.say(scene.wang, scene.wang, "谢谢")
    assert await scene.bot.set_message_reaction(scene.wang.id, got.message_id, "👌")
    current = scene.server.world.find_message(scene.wang.id, got.message_id)
    assert current
    assert current.reaction == "👌"
    assert (
        await scene.refused(scene.bot.set_message_reaction(scene.wang.id, got.message_id, "值")) == "REACTION_INVALID"
    )
    both = scene.bot.set_message_reaction(scene.wang.id, got.message_id, ["👌", "👍"])
    assert await scene.refused(both) == "REACTIONS_TOO_MANY"


def test_the_reactions_are_telegrams() -> None:
    assert set(REACTIONS.split()) == {emoji.value for emoji in ReactionEmoji}


async def test_typing_is_seen(scene: Scene) -> None:
    await scene.bot.send_chat_action(scene.forum.id, ChatAction.TYPING, message_thread_id=scene.topic.id)
    event = await scene.server.wait_for(lambda event: event.kind is Kind.ACTION)
    assert (event.chat_id, event.text) == (scene.forum.id, "typing")
    words = await scene.refused(scene.bot.send_chat_action(scene.wang.id, "sleeping"))
    assert words == "wrong parameter action in request"


async def test_drafts_are_for_private_chats(scene: Scene) -> None:
    assert await scene.bot.send_message_draft(scene.wang.id, 1, "正在写")
    assert await scene.bot.send_message_draft(scene.wang.id, 1, "<b>正在</b>写完", parse_mode="HTML")
    assert await scene.bot.send_message_draft(scene.wang.id, 2, " \n")
    drafts = [event.text for event in scene.server.backend.journal.events if event.kind is Kind.DRAFT]
    assert drafts == ["正在写", "正在写完", ""]
    assert await scene.refused(scene.bot.send_message_draft(scene.wang.id, 0, "正在写")) == "RANDOM_ID_INVALID"
    assert await scene.refused(scene.bot.send_message_draft(scene.wang.id, 1, "写" * 4097)) == "message is too long"
    assert scene.server.sent(scene.wang) == []
    assert await scene.refused(scene.bot.send_message_draft(scene.group.id, 1, "正在写")) == "TEXTDRAFT_PEER_INVALID"


# Files


async def test_a_file_goes_up_and_comes_down_again(scene: Scene) -> None:
    sent = await scene.bot.send_document(
        scene.wang.id, b"\x00PK", filename="值班表.docx", caption="<b>三月</b>", parse_mode="HTML"
    )
    seen = await scene.server.next_message(scene.wang)
    assert seen.file
    assert (seen.file.name, seen.file.content, seen.text, seen.marked("bold")) == (
        "值班表.docx",
        b"\x00PK",
        "三月",
        ("三月",),
    )
    assert sent.document
    file = await sent.document.get_file()
    assert file.file_path
    assert file.file_path.startswith(scene.server.base_file_url)
    assert bytes(await file.download_as_bytearray()) == b"\x00PK"


async def test_a_file_is_sent_again_by_its_id(scene: Scene) -> None:
    got = scene.server.upload(scene.wang, scene.wang, "a.txt", b"abc")
    assert got.file
    sent = await scene.bot.send_document(scene.wang.id, got.file.id)
    assert sent.document
    assert (sent.document.file_name, sent.document.file_size) == ("a.txt", 3)


async def test_a_picture_is_sent_with_its_caption(scene: Scene) -> None:
    sent = await scene.bot.send_photo(scene.wang.id, PNG, caption="示意图", reply_markup=button())
    assert (sent.caption, sent.photo[-1].file_size, bool(sent.reply_markup)) == ("示意图", 8, True)


async def test_a_persons_file_can_be_fetched(scene: Scene) -> None:
    scene.server.upload(scene.wang, scene.wang, "规定.pdf", b"%PDF", mime_type="application/pdf")
    message = (await scene.bot.get_updates())[-1].message
    assert message
    document = message.document
    assert document
    assert (document.file_name, document.mime_type) == ("规定.pdf", "application/pdf")
    assert bytes(await (await document.get_file()).download_as_bytearray()) == b"%PDF"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda scene: scene.bot.send_document(scene.wang.id, InputFile(b"", "a.txt")), "file must be non-empty"),
        (
            lambda scene: scene.bot.send_document(scene.wang.id, "nonsense"),
            "wrong file identifier/HTTP URL specified",
        ),
        (lambda scene: scene.bot.send_photo(scene.wang.id, b"not a picture"), "IMAGE_PROCESS_FAILED"),
        (
            lambda scene: scene.bot.send_photo(scene.wang.id, PNG + bytes(10 << 20)),
            "file of size 10485768 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
        (
            lambda scene: scene.bot.send_document(scene.wang.id, b"x", caption="值" * 1025),
            "message caption is too long",
        ),
        (lambda scene: scene.bot.get_file("nonsense"), "invalid file_id"),
    ],
)
async def test_bad_files_are_refused(scene: Scene, act: Act, words: str) -> None:
    assert await scene.refused(act(scene)) == words


async def test_over_20_mb_a_file_cannot_be_fetched(scene: Scene) -> None:
    for size, fits in ((20 << 20, True), ((20 << 20) + 1, False)):
        file = scene.server.upload(scene.wang, scene.wang, "a.bin", bytes(size)).file
        assert file
        if fits:
            assert (await scene.bot.get_file(file.id)).file_size == size
        else:
            assert await scene.refused(scene.bot.get_file(file.id)) == "file is too big"


async def test_over_50_mb_nothing_can_be_sent(scene: Scene) -> None:
    for size in ((50 << 20) + 1, 52 << 20):
        words = await scene.refused(scene.bot.send_document(scene.wang.id, bytes(size)), NetworkError)
        assert words == "Request Entity Too Large"
    assert {call.status for call in scene.server.calls("sendDocument")} == {413}


# Chats and members


async def test_a_chat_tells_what_it_is(scene: Scene) -> None:
    forum, wang = await scene.bot.get_chat(scene.forum.id), await scene.bot.get_chat(scene.wang.id)
    assert (forum.type, forum.title, forum.is_forum) == ("supergroup", "论坛", True)
    assert (wang.type, wang.first_name) == ("private", "王")
    assert (await scene.bot.get_chat(scene.li.id)).first_name == "李"
    assert await scene.refused(scene.bot.get_chat(42)) == "chat not found"


async def test_members_standings_are_told(scene: Scene) -> None:
    zhao = scene.server.add_user("赵")
    scene.server.promote(scene.server.bot, scene.forum, by=scene.wang, can_delete_messages=True)
    standings = {
        person.first_name: (await scene.bot.get_chat_member(scene.forum.id, person.id)).status
        for person in (scene.wang, scene.li, zhao, scene.server.bot)
    }
    assert standings == {"王": "creator", "李": "member", "赵": "left", "参谋": "administrator"}
    own = await scene.bot.get_chat_member(scene.forum.id, scene.bot.id)
    assert getattr(own, "can_delete_messages", None) is True
    assert await scene.refused(scene.bot.get_chat_member(scene.forum.id, 42)) == "member not found"


async def test_a_person_who_was_thrown_out_is_told(scene: Scene) -> None:
    scene.server.kick(scene.li, scene.forum, by=scene.wang)
    assert (await scene.bot.get_chat_member(scene.forum.id, scene.li.id)).status == "kicked"


async def test_administrators_are_told_without_other_bots(scene: Scene) -> None:
    other = scene.server.add_user("他", is_bot=True)
    chat = scene.server.add_group("管理", [scene.wang], admins=[other, scene.li, scene.server.bot])
    names = {member.user.first_name for member in await scene.bot.get_chat_administrators(chat.id)}
    assert names == {"王", "李", "参谋"}
    words = await scene.refused(scene.bot.get_chat_administrators(scene.wang.id))
    assert words == "there are no administrators in the private chat"


async def test_members_are_counted(scene: Scene) -> None:
    assert await scene.bot.get_chat_member_count(scene.forum.id) == 3
    scene.server.leave(scene.li, scene.forum)
    assert await scene.bot.get_chat_member_count(scene.forum.id) == 2


async def test_leaving_a_group_is_told_back(scene: Scene) -> None:
    await scene.bot.leave_chat(scene.group.id)
    change = (await scene.bot.get_updates())[-1].my_chat_member
    assert change
    assert (change.new_chat_member.status, change.from_user.id) == ("left", scene.bot.id)


# The bot's own


async def test_commands_are_kept_by_scope_and_language(scene: Scene) -> None:
    await scene.bot.set_my_commands([("ask", "提问"), BotCommand("help", "帮助")])
    await scene.bot.set_my_commands([("start", "开始")], scope=BotCommandScopeAllPrivateChats())
    await scene.bot.set_my_commands([("duty", "值班")], scope=BotCommandScopeChat(scene.group.id), language_code="zh")
    assert [each.command for each in await scene.bot.get_my_commands()] == ["ask", "help"]
    private = await scene.bot.get_my_commands(BotCommandScopeAllPrivateChats())
    assert private == (BotCommand("start", "开始"),)
    assert await scene.bot.get_my_commands(BotCommandScopeChat(scene.group.id)) == ()
    assert len(await scene.bot.get_my_commands(BotCommandScopeChat(scene.group.id), "zh")) == 1
    await scene.bot.delete_my_commands()
    assert await scene.bot.get_my_commands() == ()


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([("Ask", "提问")], "BOT_COMMAND_INVALID"),
        ([("提问", "提问")], "BOT_COMMAND_INVALID"),
        ([("a-b", "提问")], "BOT_COMMAND_INVALID"),
        ([("", "提问")], "command must be non-empty"),
        ([("a" * 33, "提问")], "command length must not exceed 32"),
        ([("ask", " ")], "command description must be non-empty"),
        ([("ask", "问" * 257)], "command description length must not exceed 256"),
        ([(f"c{number}", "提问") for number in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_bad_commands_are_refused(scene: Scene, commands: list[tuple[str, str]], words: str) -> None:
    assert await scene.refused(scene.bot.set_my_commands(commands)) == words
    assert await scene.bot.get_my_commands() == ()


async def test_commands_at_the_limits_are_taken(scene: Scene) -> None:
    await scene.bot.set_my_commands([(f"{number:032}", "问" * 256) for number in range(100)])
    assert len(await scene.bot.get_my_commands()) == 100


async def test_a_scope_of_an_unknown_chat_is_refused(scene: Scene) -> None:
    act = scene.bot.set_my_commands([("ask", "提问")], scope=BotCommandScopeChat(42))
    assert await scene.refused(act) == "chat not found"


TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def test_a_press_is_answered_once(scene: Scene) -> None:
    await scene.send(reply_markup=button())
    query = scene.server.press(scene.wang, await scene.server.next_message(scene.wang), "原文")
    assert await scene.bot.answer_callback_query(query.id)
    assert await scene.refused(scene.bot.answer_callback_query(query.id)) == TOO_OLD


@pytest.mark.parametrize("why", ["unknown", "expired", "too long ago"])
async def test_an_old_or_unknown_press_cannot_be_answered(scene: Scene, why: str) -> None:
    await scene.send(reply_markup=button())
    query = scene.server.press(scene.wang, await scene.server.next_message(scene.wang), "原文")
    if why == "expired":
        scene.server.expire(query)
    scene.clock.time += timedelta(seconds=61 if why == "too long ago" else 0)
    act = scene.bot.answer_callback_query("99" if why == "unknown" else query.id)
    assert await scene.refused(act) == TOO_OLD


async def test_an_answer_is_at_most_200_characters(scene: Scene) -> None:
    await scene.send(reply_markup=button())
    query = scene.server.press(scene.wang, await scene.server.next_message(scene.wang), "原文")
    assert await scene.refused(scene.bot.answer_callback_query(query.id, "值" * 201)) == "MESSAGE_TOO_LONG"
    assert await scene.bot.answer_callback_query(query.id, "值" * 200)


async def test_a_webhook_is_remembered_and_forgotten(scene: Scene) -> None:
    assert await scene.bot.set_webhook("https://example.com/hook", secret_token="s-1_A")
    info = await scene.bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://example.com/hook", 1)
    assert await scene.bot.set_webhook("")
    assert (await scene.bot.get_webhook_info()).url == ""
    assert await scene.bot.delete_webhook(drop_pending_updates=True)
    info = await scene.bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("", 0)


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://example.com", None, "bad webhook: An HTTPS URL must be provided for webhook"),
        ("https://example.com", "密", "secret token contains unallowed characters"),
        ("https://example.com", "a" * 257, "secret token is too long"),
    ],
)
async def test_bad_webhooks_are_refused(scene: Scene, url: str, secret: str | None, words: str) -> None:
    assert await scene.refused(scene.bot.set_webhook(url, secret_token=secret)) == words


async def test_logging_out_and_closing_are_agreed_to(scene: Scene) -> None:
    assert await scene.bot.log_out()
    assert await scene.bot.close()


async def test_a_method_that_does_not_exist_is_an_invalid_token_to_the_library(scene: Scene) -> None:
    await scene.refused(scene.bot.get_user_profile_photos(scene.wang.id), InvalidToken)
    assert scene.server.log[-1].description == "Not Found: method not found"
