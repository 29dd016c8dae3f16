"""A PDF is kept as it came, always saved and never shown in a page. One that would do something by itself is refused.

Looked for by name, also where the name is written with #xx or packed into a stream of objects. A PDF that hides more
than that (encrypted, other packings) can still carry a script: readers of PDF ask before they run one.
"""

import re
import zlib

from fengdan.rulebook.errors import Refused

END_WITHIN = 1024  # bytes from the end, as readers of PDF have it
ACTING = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
OBJECT_STREAM = re.compile(rb"/ObjStm\b.{0,200}?stream\r?\n", re.DOTALL)
MOST_UNPACKED = 1024 * 1024  # of one stream
MOST_STREAMS = 200
CUT_OFF = "PDF 不完整，可能没有传完，请重新生成或换一个文件。"
ACTS = "PDF 里带有脚本、附件或者会自己启动的程序，不能收。请重新扫描，或者打印成 PDF 再传。"


def whole(data: bytes) -> bytes:
    """The same bytes. Raises Refused for a PDF that is cut off or acts by itself."""
    if b"%%EOF" not in data[-END_WITHIN:]:
        raise Refused(CUT_OFF)
    if _acts(data) or any(_acts(_unpacked(data, place)) for place in _object_streams(data)):
        raise Refused(ACTS)
    return data


def _acts(data: bytes) -> bool:
    return bool(ACTING.search(ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)))


def _object_streams(data: bytes) -> list[int]:
    starts = [found.end() for found in OBJECT_STREAM.finditer(data)]
    if len(starts) > MOST_STREAMS:
        raise Refused(ACTS)
    return starts


def _unpacked(data: bytes, place: int) -> bytes:
    """What a stream begins with; nothing when it is packed in a way nobody here reads."""
    try:
        return zlib.decompressobj().decompress(data[place:], MOST_UNPACKED)
    except zlib.error:
        return b""
