"""Join the lines of a text into paragraphs: sentences broken by hard wraps, page ends or stray blank lines.

Owns the judgement whether a line goes on in the next one. Characters are never changed; only white space at the ends
of a line, invisible characters and runs of spaces go. Which lines are text at all is decided before (``cleaning``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

NUMERAL = "零〇一二三四五六七八九十百千两"

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACES = re.compile("([ \u3000\u00a0])[ \u3000\u00a0]+")

# Numbered openings: a paragraph of its own, whatever the line before looks like.
_NUMBERED = re.compile(
    rf"""第[{NUMERAL}\d]+(?:[编篇章节条款]|部分|分编)
    |[（(][{NUMERAL}\d]{{1,4}}[)）]
    |[{NUMERAL}]{{1,4}}[、．.]
    |\d{{1,3}}(?:[、．]|\.(?!\d)|\s)
    |[①-⑳⑴-⒇]
    |[{NUMERAL}]{{1,3}}(?:是|要|方面)""",
    re.VERBOSE,
)
# Openings that mark a new paragraph unless the line before plainly goes on.
_SET_APART = re.compile(
    r"[\[【［〔〖(（<＜《•●■◆▲※*>]|——|附[件表图录注]|注[:：]|说明[:：]|同志们|各位"
    rf"|[\d{NUMERAL}]{{4}}年[\d{NUMERAL}]{{1,3}}月[\d{NUMERAL}]{{1,3}}日(?:\s|$)"
)
_FULL_STOP = re.compile(r"[。！？!?…][”’\"'）)》】」』]*$")
_END = re.compile(r"(?:[。！？!?…；;：:”’）)》】〕」』]|(?<!\d)\.)$")
_INNER_STOP = re.compile(r"[。！？；]|[!?;](?=\D)")
_REFERENCE = re.compile(
    r"(?:依照|按照|根据|依据|违反|适用|本法|本条例|本(?:办法|规[定则]|细则)|[^涉]及|或者|[和与、])$"
)
_ARTICLE = re.compile(rf"第[{NUMERAL}\d]+条")
# Words that no heading and no item of a list ends with.
_DANGLING = re.compile(
    r"(?:的|是|被|或|以及|或者|关于|有关|按照|依照|根据|应当|必须|可以|不得|[^参给赋]与|[^总之共]和|[^涉以]及)$"
)
_CITED_ARTICLE = re.compile(rf"第[{NUMERAL}\d]+条(?![\s　【〔（(]|$)")
_CLOSED_TITLE = re.compile("[^《》]*》")
_BARE_NUMBER = re.compile(rf"第[{NUMERAL}\d]+[编篇章节]")

# Columns that hard-wrapped lines have: below are lists of words, above are whole paragraphs.
_NARROWEST_WRAP = 40
_WIDEST_WRAP = 120
_SLACK = 4  # columns that a full line may lack: no punctuation at a line's start, digits kept together
_LONGEST = 10_000  # characters; a paragraph grows no longer by joining
_SHORT = 40  # characters; below this a line without a full stop may be a title


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds text, and whether it is indented or stands after a blank line."""

    text: str
    indented: bool
    after_blank: bool

    @property
    def fresh(self) -> bool:
        """Tell whether the line looks like the first of a paragraph."""
        return self.indented or self.after_blank

    @property
    def columns(self) -> int:
        """Return the width on a fixed-width page, where a Chinese character takes two columns."""
        return len(self.text.encode("gbk", "replace"))


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the text marks its paragraphs: ``width`` of a full line (None: not wrapped), ``marked`` by fresh lines."""

    width: int | None
    marked: bool

    def is_full(self, line: _Line) -> bool:
        """Tell whether the line fills the page's width, so that it was probably cut there."""
        return self.width is not None and line.columns >= self.width - _SLACK


def squeeze(line: str) -> str:
    """Return the line without outer white space, invisible characters and runs of spaces."""
    return _SPACES.sub(r"\1", _INVISIBLE.sub("", line)).strip()


def is_numbered(line: str) -> bool:
    """Tell whether the line opens with a number as headings, articles and items do."""
    return _NUMBERED.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Tell whether the line ends with a full stop of some kind, closing quotes and brackets left aside."""
    return _FULL_STOP.search(line) is not None


def join(raw: Sequence[str], *, wrapped: bool = False) -> list[str]:
    """Return one paragraph an element; ``wrapped`` says that the lines are known to be cut at a page's width."""
    lines = _lines(raw)
    layout = _layout(lines, wrapped=wrapped)
    paragraphs: list[str] = []
    for number, line in enumerate(lines):
        if number and len(paragraphs[-1]) < _LONGEST and _goes_on(lines, number, paragraphs=paragraphs, layout=layout):
            paragraphs[-1] += _seam(paragraphs[-1], line.text) + line.text
        else:
            paragraphs.append(line.text)
    return paragraphs


def _lines(raw: Sequence[str]) -> list[_Line]:
    lines: list[_Line] = []
    blank = False
    for line in raw:
        text = squeeze(line)
        if text:
            lines.append(_Line(text, indented=line[:1].isspace(), after_blank=blank))
        blank = not text
    return lines


def _layout(lines: Sequence[_Line], *, wrapped: bool) -> _Layout:
    fresh = sum(line.fresh for line in lines[1:])
    columns = sorted(line.columns for line in lines)
    width = columns[int(0.98 * (len(columns) - 1))] if columns else 0
    is_wrapped = wrapped or _is_wrapped(lines, width)
    return _Layout(width if is_wrapped else None, marked=0 < fresh <= 0.7 * len(lines))


def _is_wrapped(lines: Sequence[_Line], width: int) -> bool:
    """Tell whether the lines are cut at that width: many are full, and some of those end inside a sentence."""
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    full = [line for line in lines if line.columns >= width - _SLACK]
    cut = sum(not _END.search(line.text) for line in full)
    return cut >= 3 and len(full) >= 0.25 * len(lines)


def _goes_on(lines: Sequence[_Line], number: int, *, paragraphs: list[str], layout: _Layout) -> bool:
    """Tell whether line ``number`` belongs to the paragraph that the lines before it have made."""
    last, line, paragraph = lines[number - 1], lines[number], paragraphs[-1]
    if "\t" in paragraph + line.text:
        return False
    if layout.is_full(last):
        return _goes_on_full(last, line, layout)
    if _END.search(paragraph):
        return not ends_sentence(paragraph) and _opens_title(paragraph, line.text)
    if is_numbered(line.text):
        return _refers(paragraph, line.text)
    is_loose = layout.width is None
    following = lines[number : number + 3]
    return _is_cut(paragraph, line.text) or (is_loose and _is_broken_off(paragraphs, following))


def _goes_on_full(last: _Line, line: _Line, layout: _Layout) -> bool:
    """Judge after a line that fills the page's width: it was cut there unless a paragraph happens to end."""
    if ends_sentence(last.text):
        return layout.marked and not line.fresh
    if is_numbered(line.text):
        return _refers(last.text, line.text)
    return not (layout.marked and (line.indented or (line.after_blank and _END.search(last.text))))


def _is_cut(paragraph: str, text: str) -> bool:
    """Tell whether the end of the paragraph shows that it goes on: with a comma, in a title, after a bare number."""
    if _BARE_NUMBER.fullmatch(paragraph):
        return _is_short_title(text)
    return paragraph.endswith(("，", ",", "、")) or _opens_title(paragraph, text)


def _is_broken_off(paragraphs: list[str], following: Sequence[_Line]) -> bool:
    """Tell a sentence that was broken off from a heading, a title or a row of a list."""
    paragraph = paragraphs[-1]
    if _SET_APART.match(following[0].text):
        return False
    if _INNER_STOP.search(paragraph):
        return "。" in paragraph or len(paragraph) > _SHORT
    if not is_numbered(paragraph):
        return _DANGLING.search(paragraph) is not None
    has_comma = "，" in paragraph or "," in paragraph
    return has_comma and (_ARTICLE.match(paragraph) is not None or _is_broken_item(paragraphs, following))


def _is_broken_item(paragraphs: list[str], following: Sequence[_Line]) -> bool:
    """Tell an item of a list of sentences from a heading: it or the item before it ends with a semicolon."""
    end = next((line.text for line in following if _END.search(line.text)), "")
    before = paragraphs[-2] if len(paragraphs) > 1 else ""
    is_item = end.endswith(("；", ";")) or before.endswith(("；", ";"))
    return is_item and len(following[0].text) <= _SHORT


def _is_short_title(text: str) -> bool:
    return len(text) <= _SHORT and not _END.search(text) and not is_numbered(text)


def _opens_title(paragraph: str, text: str) -> bool:
    """Tell whether a 《 of the paragraph is closed by the text that follows."""
    return paragraph.rfind("《") > paragraph.rfind("》") and _CLOSED_TITLE.match(text) is not None


def _refers(paragraph: str, text: str) -> bool:
    """Tell whether an article's number at the start of the text is one that the paragraph refers to."""
    is_sentence = "，" in paragraph or "," in paragraph
    return is_sentence and _CITED_ARTICLE.match(text) is not None and _REFERENCE.search(paragraph) is not None


def _seam(left: str, right: str) -> str:
    """Return what takes a line break's place: a space between Latin words and after a bare number, else nothing."""
    latin = left[-1].isascii() and left[-1].isalnum() and right[0].isascii() and right[0].isalnum()
    return " " if latin or _BARE_NUMBER.fullmatch(left) else ""
