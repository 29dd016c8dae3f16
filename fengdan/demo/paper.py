"""A photographed paper for the demo: grey lines and a red round, nothing to read and nobody's."""

import io

from PIL import Image, ImageDraw

from fengdan.files.check import Checked
from fengdan.files.models import StoredFile

SIZE = (620, 877)


def photographed(name: str, mark: str) -> Checked:
    """The same picture for the same `mark`."""
    picture = Image.new("RGB", SIZE, "#f4f1ea")
    draw = ImageDraw.Draw(picture)
    for place, character in enumerate(mark):
        top, width = 90 + place * 26, 300 + ord(character) % 10 * 22
        draw.line((70, top, 70 + width, top), fill="#8a8a8a", width=3)
    draw.ellipse((400, 660, 540, 800), outline="#c0392b", width=6)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=70)
    return Checked(f"{name}.jpg", StoredFile.Kind.JPEG, kept.getvalue())
