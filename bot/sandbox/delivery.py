"""Which messages of a chat reach the bot: Telegram's privacy mode, and nothing else.

https://core.telegram.org/bots/features#privacy-mode is the standard.
"""

from bot.sandbox.entities import Entity
from bot.sandbox.world import Chat, ChatKind, Message, World


def reaches_bot(world: World, chat: Chat, message: Message) -> bool:
    """Tell whether Telegram would give the message to the bot."""
    member = chat.member(world.bot)
    if not member.is_present or _is_from_a_bot(message):
        return False
    if message.notice or chat.kind is ChatKind.PRIVATE:
        return True
    return not world.privacy or member.is_administrator or _is_meant_for_bot(world, chat, message)


def _is_from_a_bot(message: Message) -> bool:
    """Tell whether a bot says it, ours or another; service messages and anonymous administrators are no bots' words."""
    return message.sender.is_bot and not (message.notice or message.anonymous)


def _is_meant_for_bot(world: World, chat: Chat, message: Message) -> bool:
    return _calls_bot(world, chat, message) or _answers_bot(world, chat, message)


def _calls_bot(world: World, chat: Chat, message: Message) -> bool:
    """Tell whether it names the bot or is a command for the bot that spoke last, which is ours."""
    for entity in message.entities:
        marked = entity.of(message.text).lower()
        if _names_bot(world, entity, marked):
            return True
        if _is_general_command(entity, marked) and _spoke_last(world, chat, message):
            return True
    return False


def _answers_bot(world: World, chat: Chat, message: Message) -> bool:
    """Tell whether it replies to the bot, or to what was meant for the bot."""
    replied = chat.messages.get(message.reply_to or 0)
    if replied is None or replied.notice:
        return False
    return replied.sender == world.bot or _is_meant_for_bot(world, chat, replied)


def _names_bot(world: World, entity: Entity, marked: str) -> bool:
    return entity.kind in ("mention", "bot_command") and marked.endswith(f"@{world.bot.username}".lower())


def _is_general_command(entity: Entity, marked: str) -> bool:
    return entity.kind == "bot_command" and entity.offset == 0 and "@" not in marked


def _spoke_last(world: World, chat: Chat, message: Message) -> bool:
    """Tell whether no other bot spoke after ours; where none spoke at all, the command is ours."""
    earlier = (each for number, each in chat.messages.items() if number < message.message_id)
    speakers = [each.sender for each in earlier if _is_from_a_bot(each)]
    return not speakers or speakers[-1] == world.bot
