"""Files as people send them, made on the spot."""

import struct
import zipfile
import zlib
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from fengdan.files import store
from fengdan.files.models import StoredFile

AT = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SUBJECT = "matter:20261123000001"
CANARY = "雀鹂鸲鹟住在三单元"
PDF = f"%PDF-1.7\n1 0 obj ({CANARY}) endobj\n%%EOF\n".encode()


def drawing(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """White, with a black corner at the top left."""
    picture = Image.new("RGB", size, "white")
    picture.paste("black", (0, 0, size[0] // 4, size[1] // 4))
    return picture.convert(mode)


def encoded(picture: Image.Image, kind: str, **how) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def jpeg(mode: str = "RGB", size: tuple[int, int] = (60, 40), **how) -> bytes:
    return encoded(drawing(mode, size), "JPEG", **how)


def png(mode: str = "RGB", size: tuple[int, int] = (60, 40), **how) -> bytes:
    return encoded(drawing(mode, size), "PNG", **how)


def exif(orientation: int = 1) -> Image.Exif:
    """As a phone writes it: how it was held, what it is, where it was."""
    said = Image.Exif()
    said[ExifTags.Base.Orientation] = orientation
    said[ExifTags.Base.ImageDescription] = "canary-35.0038N-104.6344E"
    said.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = b"canary-gps"
    return said


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def flood(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    content = png_chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + header + content + png_chunk(b"IEND", b"")


def pdf(inside: bytes = b"") -> bytes:
    """A PDF with something in it."""
    return b"%PDF-1.7\n1 0 obj <<" + inside + b">> endobj\n%%EOF\n"


def packed_pdf(inside: bytes) -> bytes:
    """The same, packed into a stream of objects."""
    packed = zlib.compress(inside)
    return pdf(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode>>\nstream\n" + packed + b"\nendstream")


def zip_bomb(megabytes: int = 20) -> bytes:
    """A small archive that unpacks to so much."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a", "w") as inside:
        for _ in range(megabytes):
            inside.write(bytes(1024 * 1024))
    return out.getvalue()


SCRIPTS = {
    "javascript": pdf(b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>"),
    "javascript with its name hidden": pdf(b"/OpenAction <</S /Java#53cript /JS (app.alert(1))>>"),
    "javascript packed away": packed_pdf(b"1 0 <</S /JavaScript /JS (app.alert(1))>>"),
    "a program to launch": pdf(b"/AA <</O <</S /Launch /F (cmd.exe)>>>>"),
    "a file inside": pdf(b"/Names <</EmbeddedFiles 2 0 R>>"),
    "a form that computes": pdf(b"/AcroForm <</XFA 3 0 R>>"),
}
HOSTILE = {
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "html that is a pdf further on": b"<script>alert(1)</script>" + pdf(),
    "zip bomb": zip_bomb(),
    "300 megapixels": flood(20_000, 15_000),
    **SCRIPTS,
}


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def corner(picture: Image.Image) -> str:
    """Which corner is black: `top left`, `top right`, `bottom left`, `bottom right`."""
    grey, (right, bottom) = picture.convert("L"), (picture.width - 1, picture.height - 1)
    corners = {"top left": (0, 0), "top right": (right, 0), "bottom left": (0, bottom), "bottom right": (right, bottom)}
    (black,) = [name for name, place in corners.items() if grey.getpixel(place) < 60]
    return black


def upload(data: bytes, name: str = "照片.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def kept(data: bytes = PDF, name: str = "证据.pdf") -> StoredFile:
    return store.accept(upload(data, name), SUBJECT, "demo-town", AT)
