"""Data as a model gets it: between tags that nothing in the data can write."""

_BRACKETS = str.maketrans("<>", "＜＞")


def fenced(tag: str, text: str, **attributes: object) -> str:
    """Return a text between tags; its own angle brackets become wide ones, so that it closes and opens nothing."""
    told = "".join(f' {name}="{_harmless(str(value))}"' for name, value in attributes.items())
    return f"<{tag}{told}>\n{_harmless(text)}\n</{tag}>"


def _harmless(text: str) -> str:
    return text.translate(_BRACKETS).replace('"', "'")
