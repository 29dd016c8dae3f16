"""Papers set by typst: a template of this folder and plain data in, a PDF out. Fonts are the machine's own."""

import json
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from fengdan.rulebook.errors import Refused

HERE = Path(__file__).parent
COMMON = "common.typ"
FAMILIES = frozenset({"Noto Sans CJK SC", "Noto Serif CJK SC"})
NO_FONTS = "服务器上没有排版用的中文字体，请系统管理员安装 fonts-noto-cjk 后再打印。"


def pressed(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of `template` (a file here, without `.typ`). What its data holds is said at its head.

    `data` is what JSON can hold; it is set as text, never read as markup. `pictures` are files by name, as the data
    name them. Raises Refused where the machine has no Chinese fonts.
    """
    fonts = fonts_with(FAMILIES)
    with TemporaryDirectory() as folder:
        desk = Path(folder)
        for name in (COMMON, f"{template}.typ"):
            shutil.copy(HERE / name, desk)
        (desk / "data.json").write_text(json.dumps(data, ensure_ascii=False))
        for name, picture in (pictures or {}).items():
            (desk / name).write_bytes(picture)
        pdf = typst.compile(desk / f"{template}.typ", root=desk, font_paths=fonts, pdf_standards="a-2b")
    assert isinstance(pdf, bytes)
    return pdf


@cache
def fonts_with(families: frozenset[str]) -> typst.Fonts:
    """The machine's fonts, these among them. Looked for once: it takes as long as setting a page. Raises Refused."""
    fonts = typst.Fonts(include_embedded_fonts=False)
    if families - set(fonts.families()):
        raise Refused(NO_FONTS)
    return fonts
