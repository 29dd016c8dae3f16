"""A portrait for a public page: one small size, upright, the picture and nothing that came along with it."""

from io import BytesIO

from PIL import Image, ImageOps

from fengdan.files import names, photo
from fengdan.files.check import Checked, content
from fengdan.files.models import StoredFile
from fengdan.files.upload import Upload
from fengdan.rulebook.errors import Refused

SIZE = (300, 400)  # pixels: as wide and high as a passport photo is
QUALITY = 85
NOT_TAKEN = "这不是照片：只收 JPG、PNG 格式的照片，请换一个文件。"


def check(upload: Upload, field: str = "photo") -> Checked:
    """Look at an upload and make the portrait. Raises Refused, for the form's `field`.

    As `files.check.check` does: before a transaction begins, not in it.
    """
    try:
        data = content(upload, "照片")
        whole = _photo(data)
    except Refused as no:
        raise Refused(no.reason, field) from no
    return Checked(names.clean("照片.jpg", StoredFile.Kind.JPEG), StoredFile.Kind.JPEG, _small(whole))


def _photo(data: bytes) -> bytes:
    """Encoded anew and without what came along, still as large as it may be."""
    if data.startswith(b"\xff\xd8\xff"):
        return photo.jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return photo.png(data)
    raise Refused(NOT_TAKEN)


def _small(data: bytes) -> bytes:
    """Cut to SIZE around the middle, a little above it, where a face is; what is transparent turns white."""
    with Image.open(BytesIO(data)) as picture:
        plain = Image.new("RGB", picture.size, "white")
        plain.paste(picture, mask=picture.getchannel("A") if "A" in picture.getbands() else None)
    out = BytesIO()
    ImageOps.fit(plain, SIZE, Image.Resampling.LANCZOS, centering=(0.5, 0.4)).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
