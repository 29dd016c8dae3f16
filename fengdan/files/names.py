"""What a file is called: the name it came with, made harmless on a screen, in a header and in a folder."""

import re
import unicodedata

LONGEST = 120
ENDINGS = {"image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",), "application/pdf": (".pdf",)}
ENDINGS["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = (".xlsx",)
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # control, direction, zero width, half characters, line ends
NOT_IN_A_FOLDER = re.compile(r'[:*?"<>|]')


def clean(name: str, kind: str) -> str:
    """1 to LONGEST characters, without a path, ending as its kind does: a PDF that came as x.html leaves as x.html.pdf.

    Cut in the stem, so that the ending stays.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(char for char in last if unicodedata.category(char) not in HIDDEN)
    text = " ".join(NOT_IN_A_FOLDER.sub("_", seen).split()).strip(". ")
    stem, dot, ending = text.rpartition(".")
    if (dot + ending).lower() not in ENDINGS[kind]:
        stem, dot, ending = text, "", ENDINGS[kind][0]
    ending = dot + ending
    return (stem[: LONGEST - len(ending)].rstrip(". ") or "附件") + ending
