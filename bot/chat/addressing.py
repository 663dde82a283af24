"""Whether a message of a group is meant for the bot, and which words of it are the question."""

from telegram import Bot, Message, MessageEntity
from telegram.constants import ChatType
from telegram.ext.filters import MessageFilter

BY_NAME = (MessageEntity.MENTION, MessageEntity.BOT_COMMAND)
# What is left around a question when the bot's name is taken out.
LEFTOVERS = " ，,：:、"


class ForUs(MessageFilter):
    """Lets messages through that are meant for the bot: all in private; mentions and replies in groups."""

    def filter(self, message: Message) -> bool:
        """Tell whether the message is meant for the bot."""
        if message.chat.type == ChatType.PRIVATE:
            return True
        if message.from_user and message.from_user.is_bot and not message.sender_chat:
            # Two bots would answer each other without end.
            return False
        return is_ours(answered(message)) or any(
            _names(message.get_bot(), entity, text) for entity, text in _entities(message).items()
        )


def question_in(message: Message) -> str:
    """Return the question: the message's own words, else those of the message that it was put under."""
    own = words_of(message)
    other = answered(message)
    return own if own or other is None or is_ours(other) else words_of(other)


def words_of(message: Message) -> str:
    """Return a message's words in one line, without the bot's name and without a command before them."""
    text = (message.text or message.caption or "").encode("utf-16-le")
    for entity, named in reversed(_entities(message).items()):
        if _is_command(entity) or _names(message.get_bot(), entity, named):
            # Telegram counts in UTF-16 units, of two bytes each.
            text = text[: 2 * entity.offset] + text[2 * (entity.offset + entity.length) :]
    return " ".join(text.decode("utf-16-le").split()).strip(LEFTOVERS)


def answered(message: Message) -> Message | None:
    """Return the message that this one answers; what opened a topic is not answered by all that follows in it."""
    other = message.reply_to_message
    return None if other is None or other.forum_topic_created else other


def is_ours(message: Message | None) -> bool:
    """Tell whether the bot wrote the message."""
    return message is not None and message.from_user is not None and message.from_user.id == message.get_bot().id


def _entities(message: Message) -> dict[MessageEntity, str]:
    """Return the marked stretches of a text or caption with their words, in order."""
    if message.text:
        return message.parse_entities()
    return message.parse_caption_entities() if message.caption else {}


def _is_command(entity: MessageEntity) -> bool:
    return entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0


def _names(bot: Bot, entity: MessageEntity, text: str) -> bool:
    if entity.user is not None:
        return entity.user.id == bot.id
    return entity.type in BY_NAME and text.lower().endswith(f"@{bot.username}".lower())
