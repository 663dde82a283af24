"""The typefaces of papers: what each is, and what stands in for it on a machine without it."""

from dataclasses import dataclass

from bot.files.papers.layout import BODY_FONT, BOLD_FONT, NUMBER_FONT, SOFT_FONT, TITLE_FONT


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface: its kind as word processors know it, and others like it, the likest first."""

    name: str
    family: str
    others: tuple[str, ...]


FONTS = (
    Font(BODY_FONT, "modern", ("仿宋", "FangSong", "华文仿宋", "STFangsong", "方正仿宋_GBK", "Noto Serif CJK SC")),
    Font(SOFT_FONT, "modern", ("楷体", "KaiTi", "华文楷体", "STKaiti", "方正楷体_GBK", "Kaiti SC")),
    Font(BOLD_FONT, "modern", ("SimHei", "华文黑体", "STHeiti", "方正黑体_GBK", "Noto Sans CJK SC")),
    Font(NUMBER_FONT, "auto", ("SimSun", "华文宋体", "STSong", "Songti SC", "Noto Serif CJK SC")),
    Font(TITLE_FONT, "auto", ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "Noto Serif CJK SC")),
)
GB2312 = "86"  # the character set by which a stand-in with Chinese glyphs is found, whatever it is called


def font_entries() -> str:
    """Return the entries of a font table."""
    return "".join(map(_entry, FONTS))


def _entry(font: Font) -> str:
    return (
        f'<w:font w:name="{font.name}"><w:altName w:val="{",".join(font.others)}"/><w:charset w:val="{GB2312}"/>'
        f'<w:family w:val="{font.family}"/><w:pitch w:val="default"/></w:font>'
    )
