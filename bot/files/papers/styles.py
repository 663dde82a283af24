"""The styles of a paper: one for each of its elements, so that whoever goes on writing keeps the layout."""

from dataclasses import dataclass

from bot.files.papers.layout import (
    BODY_FONT,
    BODY_PT,
    BOLD_FONT,
    CHARACTER_PT,
    CLOSER_PT,
    HEAD_GAP_PT,
    HEAD_LINE_PT,
    INDENT,
    LETTER_RULE_PT,
    LINE_PT,
    NUMBER_FONT,
    PAGE_NUMBER_LINE_PT,
    RED,
    SMALL_PT,
    SOFT_FONT,
    TITLE_FONT,
    TITLE_PT,
    eighths,
    twips,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A red line below an element: how word processors call its kind, how thick it is, how far away."""

    kind: str
    width_pt: float
    gap_pt: int


@dataclass(frozen=True, slots=True)
class Style:
    """How an element looks; ``first`` is the indent of its first line, in characters.

    ``outline`` is the level in a word processor's list of headings, which stay on the page of what follows them.
    """

    name: str
    font: str = BODY_FONT
    size_pt: float = BODY_PT
    align: str = "both"
    first: int = 0
    line_pt: float = LINE_PT
    bold: bool = False
    color: str = ""
    outline: int | None = None
    rule: Rule | None = None


NORMAL = Style("Normal")
BODY = Style("Body Text", first=INDENT)
HEADINGS = (
    Style("heading 1", BOLD_FONT, first=INDENT, outline=0),
    Style("heading 2", SOFT_FONT, first=INDENT, outline=1),
    Style("heading 3", first=INDENT, bold=True, outline=2),
    Style("heading 4", first=INDENT, outline=3),
)
TITLE = Style("Title", TITLE_FONT, TITLE_PT, "center")
ADDRESSEE = Style("主送机关", align="left")
ATTACHMENTS = Style("附件说明", align="left")
LABELLED = Style("人员名单")
LABEL = Style("名单标签", BOLD_FONT)
SIGNATURE = Style("发文机关署名", align="right")
DATE = Style("成文日期", align="right")
NOTE = Style("附注", first=INDENT)
URGENCY = Style("紧急程度", BOLD_FONT, align="left")
MARK = Style("发文机关标志", TITLE_FONT, align="center", color=RED)
NUMBER = Style("发文字号", align="center", rule=Rule("single", HEAD_LINE_PT, HEAD_GAP_PT))
LETTER_MARK = Style(
    "信函标志",
    TITLE_FONT,
    align="center",
    color=RED,
    rule=Rule("thickThinSmallGap", LETTER_RULE_PT, HEAD_GAP_PT),
)
LETTER_END = Style("信函下线", line_pt=1, rule=Rule("thinThickSmallGap", LETTER_RULE_PT, 0))
LETTER_NUMBER = Style("信函字号", align="left")
ORDER_NUMBER = Style("令号", align="center")
SERIAL = Style("份号", align="left")
SIGNER = Style("签发人", SOFT_FONT)
FOOT = Style("版记", size_pt=SMALL_PT, align="left")
PAGE_NUMBER = Style("footer", NUMBER_FONT, SMALL_PT, line_pt=PAGE_NUMBER_LINE_PT)
TABLE_HEADING = Style("表头", BOLD_FONT, align="center")
TABLE_CELL = Style("表文", align="center")

STYLES = (
    NORMAL,
    BODY,
    *HEADINGS,
    TITLE,
    ADDRESSEE,
    ATTACHMENTS,
    LABELLED,
    LABEL,
    SIGNATURE,
    DATE,
    NOTE,
    URGENCY,
    MARK,
    NUMBER,
    LETTER_MARK,
    LETTER_END,
    LETTER_NUMBER,
    ORDER_NUMBER,
    SERIAL,
    SIGNER,
    FOOT,
    PAGE_NUMBER,
    TABLE_HEADING,
    TABLE_CELL,
)


def style_entries() -> str:
    """Return the entries of a style sheet."""
    return "".join(_entry(number, style) for number, style in enumerate(STYLES))


def faces(font: str) -> str:
    """Return a typeface for Chinese and Latin text alike."""
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


def _entry(number: int, style: Style) -> str:
    is_normal = style is NORMAL
    kind = 'w:default="1" ' if is_normal else "" if style.name.isascii() else 'w:customStyle="1" '
    based = "" if is_normal else '<w:basedOn w:val="style0"/>'
    return (
        f'<w:style w:type="paragraph" {kind}w:styleId="style{number}"><w:name w:val="{style.name}"/>{based}'
        f"<w:qFormat/><w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_letters(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    # Chinese and Latin stand without a gap and no mark hangs over the edge, so that a line keeps its characters. Lines
    # and characters keep their distance by themselves: LibreOffice doubles it where it follows a narrow grid.
    together = "" if style.outline is None else "<w:keepNext/>"
    rule = f"<w:pBdr><w:bottom {_red_line(style.rule)}/></w:pBdr>" if style.rule else ""
    first = f'w:firstLineChars="{style.first * 100}" w:firstLine="{twips(style.first * CHARACTER_PT)}"'
    indent = f"<w:ind {first}/>" if style.first else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    return (
        f'{together}<w:widowControl w:val="0"/>{rule}<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        '<w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{twips(style.line_pt)}" w:lineRule="exact"/>'
        f'{indent}<w:jc w:val="{style.align}"/>{outline}'
    )


def _red_line(rule: Rule) -> str:
    return f'w:val="{rule.kind}" w:sz="{eighths(rule.width_pt)}" w:space="{rule.gap_pt}" w:color="{RED}"'


def _letters(style: Style) -> str:
    bold = "<w:b/>" if style.bold else ""
    color = f'<w:color w:val="{style.color}"/>' if style.color else ""
    closer = f'<w:spacing w:val="{twips(CLOSER_PT)}"/>' if style.size_pt == BODY_PT else '<w:spacing w:val="0"/>'
    size = round(style.size_pt * 2)
    return f'{faces(style.font)}{bold}{color}{closer}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
