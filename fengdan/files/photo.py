"""Photos are decoded and encoded anew: what is kept is the picture and nothing that came along with it.

Gone are EXIF with the place it was taken at, comments, previews, colour profiles, and whatever was hung on behind.
"""

import re
import struct
import threading
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import ExifTags, Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from fengdan.files.limits import LONGEST_SIDE, MOST_PIXELS
from fengdan.rulebook.errors import Refused

QUALITY = 88
MOST_SCANS = 64  # a progressive JPEG has about ten; each costs a walk over the whole picture and needs but 60 bytes
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
MARKER = re.compile(b"\xff[^\x00\x01\xd0-\xd8\xff]", re.DOTALL)  # of those that carry a length, and the end
DAMAGED = "照片已损坏或没有传完整，请重新拍照或换一个文件。"
BREAKS = (  # what Pillow is known to raise over bytes it cannot make sense of
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_one_at_a_time = threading.Lock()  # a big one takes 400 MB while it lasts; and `catch_warnings` is not for two threads


def jpeg(data: bytes) -> bytes:
    """The picture as a fresh JPEG, upright, its longer side LONGEST_SIDE pixels at most. Raises Refused."""
    if _scans(data) > MOST_SCANS:
        raise Refused(DAMAGED)
    return _anew(JpegImageFile, data, "JPEG")


def png(data: bytes) -> bytes:
    """The picture as a fresh PNG, as `jpeg` does. Transparency stays. Raises Refused."""
    return _anew(PngImageFile, data, "PNG")


def _anew(reader: Callable[[BytesIO], ImageFile], data: bytes, kind: str) -> bytes:
    out = BytesIO()
    try:
        with _one_at_a_time, warnings.catch_warnings(action="ignore"), reader(BytesIO(data)) as opened:
            _refuse_flood(*opened.size)  # known from the header: nothing is decoded yet
            picture = _plain(opened)
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            picture.load()  # what comes last in a file is read here, and dropped with the rest below
            picture = _upright(picture, _orientation(opened))
            picture.info = {}  # Pillow would write a comment back
            picture.save(out, kind, quality=QUALITY)
    except BREAKS as fault:
        raise Refused(DAMAGED) from fault
    return out.getvalue()


def _refuse_flood(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Refused(f"照片太大（{width}×{height}），最多 {MOST_PIXELS // 10_000} 万像素，请缩小后再传。")


def _scans(data: bytes) -> int:
    """How many times over a JPEG draws its picture. What lies behind its end, a phone's video, is not looked at."""
    scans, place = 0, 2
    while found := MARKER.search(data, place):
        marker = data[found.end() - 1]
        if marker == END_OF_IMAGE:
            break
        scans += marker == START_OF_SCAN
        place = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return scans


def _plain(picture: ImageFile) -> Image.Image:
    """8 bits to a channel: grey, colour, or colour with transparency."""
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L")  # `convert` alone would make all of it white
    if picture.has_transparency_data:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    if picture.mode in {"L", "RGB"}:
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _orientation(picture: ImageFile) -> int:
    """How the phone was held, 1 to 8 (EXIF). A broken EXIF says nothing, and is no reason to refuse the photo."""
    try:
        return int(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except BREAKS:
        return 1


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    turn = UPRIGHT.get(orientation)
    return picture if turn is None else picture.transpose(turn)
