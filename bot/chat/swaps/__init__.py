"""换班 in the chat: what is chosen step by step, the requests that people answer, the news that follows."""

from bot.chat.swaps.acting import act_on_swap
from bot.chat.swaps.choosing import (
    ask_swap,
    choose_giver,
    choose_return,
    choose_taker,
    choose_turn,
    choose_way,
    request_swap,
    start_swap,
    understand_swap,
)
from bot.chat.swaps.wording import tidy_swaps, word_swap_news, word_swap_question

__all__ = [
    "act_on_swap",
    "ask_swap",
    "choose_giver",
    "choose_return",
    "choose_taker",
    "choose_turn",
    "choose_way",
    "request_swap",
    "start_swap",
    "tidy_swaps",
    "understand_swap",
    "word_swap_news",
    "word_swap_question",
]
