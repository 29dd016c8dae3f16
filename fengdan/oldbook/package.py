"""Whether an uploaded file is an XLSX that can be opened without harm: looked at before anything parses it."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

from fengdan.rulebook.errors import Refused

MOST_PARTS = 500
MOST_UNPACKED = 80 * 1024 * 1024
MOST_MERGED = 20
OLE = b"\xd0\xcf\x11\xe0"
SAVE_AS = "请在 Excel 或 WPS 里“另存为”Excel 工作簿（.xlsx）后再上传。"
NOT_XLSX = f"这个文件不是 Excel 工作簿（.xlsx）。{SAVE_AS}"
LOCKED = f"这个文件设有打开密码，或者是旧版 Excel（.xls）。请先取消密码，{SAVE_AS.removeprefix('请')}"
DAMAGED = f"这个文件已损坏，打不开。{SAVE_AS}"
TOO_MUCH = "这个文件展开后太大，可能整列设了格式或夹带了图片。请把有内容的行复制到模板里另存，再上传。"
CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}(:[A-Z]{1,3}[0-9]{1,7})?")


def check_package(data: bytes) -> None:
    """Raise Refused when it is no XLSX, is locked, unpacks to more than is fit, or declares entities."""
    if data.startswith(OLE):
        raise Refused(LOCKED, "file")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_parts(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as fault:
        raise Refused(DAMAGED if data.startswith(b"PK") else NOT_XLSX, "file") from fault


def _check_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(TOO_MUCH, "file")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(LOCKED, "file")
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Refused(NOT_XLSX, "file")
    room = MOST_UNPACKED
    for part in parts:  # what a part says of its size may be a lie
        with package.open(part) as stream:
            head = stream.read(4096)
            room -= len(head)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Refused(NOT_XLSX, "file")
            while chunk := stream.read(1024 * 1024):
                room -= len(chunk)
                if room < 0:
                    raise Refused(TOO_MUCH, "file")


def merged_cells(data: bytes, sheet: str) -> list[str]:
    """The merged ranges of a sheet (path within the package), e.g. `B3:B5`; at most MOST_MERGED + 1 are named."""
    found: list[str] = []
    with zipfile.ZipFile(BytesIO(data)) as package, package.open(sheet) as stream:
        for _, element in ET.iterparse(stream):  # noqa: S314 - no entities: check_package
            if element.tag.endswith("}mergeCell") and CELL.fullmatch(element.get("ref", "")):
                found.append(element.get("ref", ""))
            if element.tag.endswith(("}row", "}mergeCell")):
                element.clear()
            if len(found) > MOST_MERGED:
                break
    return found
