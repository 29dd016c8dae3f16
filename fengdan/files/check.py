"""What may be attached: a photo or a PDF, told by its content. What a browser says it is counts for nothing."""

from dataclasses import dataclass

from fengdan.files import names, pdf, photo
from fengdan.files.limits import MOST_BYTES, too_big
from fengdan.files.models import StoredFile
from fengdan.files.upload import Dropped, Upload
from fengdan.rulebook.errors import Refused

HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
NOT_TAKEN = "附件只收照片（JPG、PNG）和 PDF，请换一个文件。"
HEIC = "附件是 HEIC 格式的照片，很多电脑打不开。请在手机上转成 JPG，或把照片截图后再传。"


@dataclass(frozen=True)
class Checked:
    """A file fit to be kept: its harmless name, its kind (`StoredFile.Kind`), its content as it will be kept."""

    name: str
    kind: str
    data: bytes


def check(upload: Upload, field: str = "attachment") -> Checked:
    """Look at an upload and encode a photo anew. Raises Refused, for the form's `field`.

    Takes up to a second or two for a big photo and asks no database: do it before a transaction begins, not in it.
    """
    try:
        data = content(upload)
        kind, kept = _read(data)
    except Refused as no:
        raise Refused(no.reason, field) from no
    return Checked(names.clean(upload.name or "", kind), kind, kept)


def content(upload: Upload, what: str = "附件") -> bytes:
    """What was sent, if it is neither empty nor too much. Raises Refused."""
    size = upload.size or 0
    if size > MOST_BYTES:
        raise Refused(too_big(size, what))
    if isinstance(upload, Dropped):
        raise Refused("这次的附件加在一起太大，请分几次上传。")
    upload.seek(0)
    data: bytes = upload.read(MOST_BYTES + 1)
    if not data:
        raise Refused(f"{what}是空文件，请重新选择。")
    if len(data) > MOST_BYTES:
        raise Refused(too_big(len(data), what))
    return data


def _read(data: bytes) -> tuple[StoredFile.Kind, bytes]:
    if data.startswith(b"\xff\xd8\xff"):
        return StoredFile.Kind.JPEG, photo.jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return StoredFile.Kind.PNG, photo.png(data)
    if data.startswith(b"%PDF-"):
        return StoredFile.Kind.PDF, pdf.whole(data)
    raise Refused(HEIC if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS else NOT_TAKEN)
