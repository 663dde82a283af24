"""Documents and collections in the hands of those who keep them: files taken in, moved and removed in private."""

from bot.chat.documents.collecting import (
    COLLECTION,
    ask_collection,
    change_readers,
    open_collection,
    remove_collection,
    show_collections,
    take_collection,
)
from bot.chat.documents.intake import (
    ask_file,
    choose_collection,
    drop_document,
    keep_document,
    offer_intake,
    take_paper,
    understand_document,
)
from bot.chat.documents.managing import move_document, open_document, remove_document, show_shelf

__all__ = [
    "COLLECTION",
    "ask_collection",
    "ask_file",
    "change_readers",
    "choose_collection",
    "drop_document",
    "keep_document",
    "move_document",
    "offer_intake",
    "open_collection",
    "open_document",
    "remove_collection",
    "remove_document",
    "show_collections",
    "show_shelf",
    "take_collection",
    "take_paper",
    "understand_document",
]
