"""The daily briefing: on which days it comes, which article is read, and how it is put together. Pure."""

from bot.office.briefing.articles import Article, pick
from bot.office.briefing.days import is_briefed
from bot.office.briefing.documents import Changes, Seen, changes
from bot.office.briefing.facts import Facts, Missing, Waiting
from bot.office.briefing.lines import compose

__all__ = ["Article", "Changes", "Facts", "Missing", "Seen", "Waiting", "changes", "compose", "is_briefed", "pick"]
