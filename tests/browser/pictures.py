"""Pictures made small: of a page's few colours a palette is enough."""

from io import BytesIO
from pathlib import Path

from PIL import Image

COLOURS = 96
MOST = 100_000  # bytes


def keep(png: bytes, path: Path) -> None:
    """Write a picture with few colours."""
    with Image.open(BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < MOST, path
