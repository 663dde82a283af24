"""Papers sent into a chat as .docx files."""

import asyncio

from telegram import MaybeInaccessibleMessage

from bot.chat.sending import thread_of
from bot.chat.state import Context
from bot.files.papers import Paper, write_paper
from bot.format import shorten
from knowledge.outlines import BLANK

NAME = 60  # characters of a file's name
NOT_IN_NAMES = str.maketrans({mark: "_" for mark in '\\/:*?"<>|\r\n\t'})


async def send_paper(
    context: Context, message: MaybeInaccessibleMessage, paper: Paper, *, caption: str | None = None
) -> None:
    """Send a paper where a message stands."""
    content = await asyncio.to_thread(write_paper, paper)
    await context.bot.send_document(
        message.chat.id,
        content,
        filename=file_name(paper),
        caption=caption,
        message_thread_id=thread_of(message),
    )


def file_name(paper: Paper) -> str:
    """Return what the file of a paper is called: its title, without blanks and what no file system takes."""
    title = BLANK.sub("", paper.title) or paper.title
    return f"{shorten(title.translate(NOT_IN_NAMES), NAME)}.docx"
