"""Telegram's HTML as it reads it: tags to entities, or the very complaint that Telegram makes.

Byte offsets in complaints count the UTF-8 bytes of the text as it was sent. Markdown is not read here.
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from bot.sandbox.entities import Entity, Formatted, in_order, utf16_length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)(?=[\s>])))?""")
_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_TAG_END = re.compile(r"\s*(>|$)")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)")


class MarkupFault(ValueError):
    """The markup cannot be read; the message is Telegram's complaint."""


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    attributes: dict[str, str]
    offset: int


@dataclass(slots=True)
class _Reader:
    """Reads one text from left to right; ``offset`` is the length of what was put out so far, in UTF-16 units."""

    source: str
    position: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    open_tags: list[_Tag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> Formatted:
        """Read the whole text."""
        while self.position < len(self.source):
            self._step()
        if self.open_tags:
            raise MarkupFault(f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"')
        return Formatted("".join(self.out), in_order(self.entities))

    def _step(self) -> None:
        if self.source.startswith("</", self.position):
            self._end_tag()
        elif self.source[self.position] == "<":
            self._start_tag()
        else:
            stop = self.source.find("<", self.position)
            stop = len(self.source) if stop < 0 else stop
            self._put(decode_references(self.source[self.position : stop]))
            self.position = stop

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.offset += utf16_length(text)

    def _start_tag(self) -> None:
        begin = self.position
        name = self._name(begin + 1)
        if self.position >= len(self.source):
            raise self._fault("Unclosed start tag", begin)
        if name not in KINDS and name != "tg-emoji":
            raise self._fault(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._fault('Tag "span" must have class "tg-spoiler"', begin)
        self.open_tags.append(_Tag(name, attributes, self.offset))

    def _name(self, start: int) -> str:
        match = _NAME.match(self.source, start)
        self.position = match.end() if match else start
        return self.source[start : self.position].lower()

    def _attributes(self, name: str, begin: int) -> dict[str, str]:
        """Read attributes up to and with the closing ``>``."""
        found: dict[str, str] = {}
        while not (close := _TAG_END.match(self.source, self.position)):
            match = _ATTRIBUTE.match(self.source, self.position)
            if match is None:
                raise self._fault(f'Empty attribute name in the tag "{name}"', begin)
            self.position = match.end()
            if self.source.startswith("=", self._skip_space(self.position)):
                raise self._bad_value(begin)
            found[match[1].lower()] = decode_references(match[2] or match[3] or (match[4] or "").lower())
        if not close[1]:
            raise self._fault("Unclosed start tag", begin)
        self.position = close.end()
        return found

    def _bad_value(self, begin: int) -> MarkupFault:
        value = self._skip_space(self.source.index("=", self.position) + 1)
        if value >= len(self.source) or self.source[value] in "\"'":
            return self._fault("Unclosed start tag", begin)
        return self._fault("Unexpected end of name token", value)

    def _end_tag(self) -> None:
        begin = self.position
        if not self.open_tags:
            raise self._fault("Unexpected end tag", begin)
        name = self._name(begin + 2)
        self.position = self._skip_space(self.position)
        if not self.source.startswith(">", self.position):
            raise self._fault("Unclosed end tag", begin)
        self.position += 1
        tag = self.open_tags.pop()
        if name not in ("", tag.name):
            complaint = f"Unmatched end tag at byte offset {self._bytes(begin)}"
            raise MarkupFault(f'{complaint}, expected "</{tag.name}>", found "</{name}>"')
        self._close(tag)

    def _close(self, tag: _Tag) -> None:
        if self.offset == tag.offset or tag.name == "tg-emoji":
            return
        entity = Entity(KINDS[tag.name], tag.offset, self.offset - tag.offset)
        if tag.name == "a":
            self._add_link(entity, tag.attributes.get("href", ""))
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            self.entities.append(replace(entity, kind="expandable_blockquote"))
        elif tag.name in ("code", "pre"):
            self._add_code(entity, tag)
        else:
            self.entities.append(entity)

    def _add_link(self, entity: Entity, href: str) -> None:
        href = href or entity.of("".join(self.out))
        if user := _USER_LINK.fullmatch(href):
            self.entities.append(replace(entity, kind="text_mention", user_id=int(user[1])))
        elif url := checked_url(href):
            self.entities.append(replace(entity, url=url))

    def _add_code(self, entity: Entity, tag: _Tag) -> None:
        """Join ``<pre><code class="language-x">``, which is one entity, in either order of nesting."""
        css = tag.attributes.get("class", "") if tag.name == "code" else ""
        language = css.removeprefix("language-") if css.startswith("language-") else ""
        twin = self.entities[-1] if self.entities else None
        if twin and twin.kind in ("code", "pre") and (twin.offset, twin.length) == (entity.offset, entity.length):
            language = language or twin.language
            self.entities[-1] = replace(entity, kind="pre", language=language)
        else:
            self.entities.append(replace(entity, language=language))

    def _skip_space(self, position: int) -> int:
        match = _SPACE.match(self.source, position)
        return match.end() if match else position

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _fault(self, complaint: str, position: int) -> MarkupFault:
        return MarkupFault(f"{complaint} at byte offset {self._bytes(position)}")


def parse_html(source: str) -> Formatted:
    """Read a text with parse mode HTML; raise ``MarkupFault`` with Telegram's complaint."""
    formatted = _Reader(source).read()
    plain_code = (replace(e, language="") if e.kind == "code" else e for e in formatted.entities)
    return Formatted(formatted.text, tuple(plain_code))


def decode_references(text: str) -> str:
    """Replace the four named references and numeric ones; anything else stays as it is."""
    return _REFERENCE.sub(lambda match: _character(match) or match.group(), text)


def checked_url(url: str) -> str:
    """Return the address as Telegram stores it, or nothing when it is no address."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme == "tg" and parts.netloc:
        return url
    if parts.scheme not in ("http", "https") or "." not in parts.netloc.strip(".") or " " in url:
        return ""
    return parts._replace(path=parts.path or "/").geturl()


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    if 0xD800 <= code <= 0xDFFF:
        raise MarkupFault(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code < 0x10FFFF else ""
