"""The office in one file, and out of it again: its database and its own files; the index and models are made anew."""

from bot.services.backup.form import Contents
from bot.services.backup.making import Maker
from bot.services.backup.restoring import Restorer

__all__ = ["Contents", "Maker", "Restorer"]
