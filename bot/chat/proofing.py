"""Papers (.docx) that someone sends to have them proofread: what was found, in a message or two; nothing is kept.

In private from anyone who may ask; in a listed group when the file answers the bot or its caption names it.
"""

import asyncio
from collections.abc import Iterator, Sequence

from telegram import Document, Message
from telegram.error import TelegramError
from telegram.ext.filters import MessageFilter

from bot.chat.addressing import question_in
from bot.chat.asking import HURRIED
from bot.chat.audience import audience_of
from bot.chat.documents import offer_intake, understand_document
from bot.chat.marking import DELETED, NOT_DELETED
from bot.chat.sending import erase, place_of, send, send_all, typing
from bot.chat.state import Context
from bot.files.errors import FileFault
from bot.format import Block, messages, utf16_length
from bot.office.proofing import Finding, Grade
from bot.services.files import BYTES, MarkedFile
from bot.services.proofing import PAPER, PAPERS, PaperFault, ProofService, Report
from bot.services.proofing.reading import TOO_LARGE, suffix_of

ROOM = 7000  # UTF-16 units of findings, which make two messages at most
NOT_FETCHED = "文件没有取到，请稍后重新发送。"
NOTHING = "未发现问题。已检查标题、文种、主送机关、层次、日期、标点和常见错字，内容仍请您核对。"
LEFT_OUT = "其余{}条没有列出，改好后可以再发来核对。"


class Paper(MessageFilter):
    """Lets messages through with a file that is meant to be proofread, or looks like it."""

    def filter(self, message: Message) -> bool:
        """Tell whether the message holds a paper; words with a file that cannot be proofread are a question."""
        suffix = suffix_of((message.document and message.document.file_name) or "")
        return suffix == PAPER or (suffix in PAPERS and not question_in(message))


async def proofread(message: Message, context: Context) -> None:
    """Proofread the paper of a message and say what was found."""
    document, person = message.document, message.from_user
    if document is None or person is None or await understand_document(message, context):
        return
    if not context.state.questions.admits(person.id):
        await send(context, place_of(message), HURRIED)
        return
    place, markup = place_of(message), None
    async with typing(context, place):
        try:
            texts = await _texts(message, context, document)
            place, markup = await offer_intake(message, context)
        except MarkedFile:
            texts = (DELETED if await erase(message) else NOT_DELETED,)
    await send_all(context, place, texts, markup)


async def _texts(message: Message, context: Context, document: Document) -> Sequence[str]:
    """Return what is said of a paper; raise MarkedFile."""
    try:
        return report_messages(await _report(message, context, document))
    except MarkedFile:
        raise
    except FileFault as fault:
        return (str(fault),)
    except TelegramError:
        return (NOT_FETCHED,)


async def _report(message: Message, context: Context, document: Document) -> Report:
    state, name = context.state, document.file_name or ""
    if (document.file_size or 0) > BYTES:
        raise PaperFault(TOO_LARGE)
    file = await context.bot.get_file(document.file_id)
    content = bytes(await file.download_as_bytearray())
    canmou = state.canmou
    service = ProofService(
        state.office,
        records=canmou.records,
        kinds=canmou.kinds,
        limits=canmou.limits,
        audience=await audience_of(state, message.chat_id),
    )
    return await asyncio.to_thread(service.proofread, name, content)


def report_messages(report: Report) -> tuple[str, ...]:
    """Return a report as messages: the counts, what is wrong, what is worth a look."""
    musts, shoulds = report.of(Grade.MUST), report.of(Grade.SHOULD)
    heading = f"《{report.title.strip('《》')}》" if report.title else "本文"
    if not report.findings:
        return messages([Block(heading, "b"), Block(NOTHING, gap="\n")])
    return messages(
        [
            Block(heading, "b"),
            Block(f"必改{len(musts)}条，建议{len(shoulds)}条。", gap="\n"),
            *_listed(musts, shoulds),
        ]
    )


def _listed(musts: Sequence[Finding], shoulds: Sequence[Finding]) -> Iterator[Block]:
    """Yield the findings as far as there is room, numbered through."""
    room, number = ROOM, 0
    for grade, findings in ((Grade.MUST, musts), (Grade.SHOULD, shoulds)):
        for place, finding in enumerate(findings):
            line = f"{number + 1}. {words_of(finding)}"
            room -= utf16_length(Block(line).html)
            if room < 0:
                yield Block(LEFT_OUT.format(len(musts) + len(shoulds) - number))
                return
            if place == 0:
                yield Block(grade.value, "b")
            number += 1
            yield Block(line, gap="\n")


def words_of(finding: Finding) -> str:
    """Return a finding in a line: where, what stands there, what is to be said, on what ground, how often."""
    quote = f"〔{finding.quote}〕" if finding.quote else ""
    ground = f"（依据：{finding.ground}）" if finding.ground else ""
    count = f"共{finding.count}处。" if finding.count > 1 else ""
    return f"{finding.place}{quote}：{finding.sentence}{count}{ground}"
