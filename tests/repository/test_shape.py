"""The shape of the code, held by machine. Each check is first shown what it must find."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.repository import shape

ROOT = Path(__file__).parents[2]
FILE_LINES, FUNCTION_LINES = 200, 40
LONG_FILES = {"fengdan/urls.py"}  # every address on one page (design.md §3); may only shrink
MODULES = [path for path in sorted(ROOT.glob("fengdan/**/*.py")) if "migrations" not in path.parts]
TEXTS = [
    path
    for pattern in (
        "fengdan/**/*",
        "tests/**/*",
        "bin/*",
        "bench/**/*",
        "docs/**/*",
        "counties/**/*",
        ".ci/*",
        "*.*",
        ".importlinter",
        ".gitignore",
    )
    for path in sorted(ROOT.glob(pattern))
    if path.is_file() and not {"vendor", "__pycache__"} & set(path.parts) and path != Path(__file__)
]


def trees() -> list[tuple[str, ast.Module]]:
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in MODULES]


def found_in(check, *, but_not: str = "") -> list[str]:
    return [f"{name}: {found}" for name, tree in trees() if name != but_not for found in check(tree)]


def mentions(pattern: str, *folders: str) -> list[str]:
    wanted = re.compile(pattern, re.IGNORECASE)
    names = {str(path.relative_to(ROOT)): path for path in TEXTS}
    return [
        name
        for name, path in names.items()
        if name.startswith(folders or "") and wanted.search(path.read_text(errors="replace"))
    ]


def test_there_is_something_to_look_at():
    assert len(MODULES) > 50
    assert any(path.suffix == ".html" for path in TEXTS)


def test_files_are_small():
    long = {str(path.relative_to(ROOT)) for path in MODULES if len(path.read_text().splitlines()) > FILE_LINES}
    assert long == LONG_FILES


def test_functions_are_small():
    assert list(shape.long_functions(ast.parse("def f():\n  a\n  b\n"), 2)) == ["f (3 lines)"]
    assert found_in(lambda tree: shape.long_functions(tree, FUNCTION_LINES)) == []


@pytest.mark.parametrize(
    "cheat",
    [
        "matter.stage = 'archived'",
        "matter.version += 1",
        "self.matter.holder, x = unit, 1",
        "matter.holder_id: str = 'team-06'",
        "Matter.objects.filter(id=1).update(stage='archived')",
        "Matter.objects.update_or_create(id=1, version=2)",
        "Matter.objects.bulk_update(rows, ['stage'])",
        "setattr(matter, 'holder', unit)",
        "Matter(code='1', stage='archived')",
        "Matter.objects.create(code='1')",
    ],
)
def test_cheat_is_seen(cheat):
    assert list(shape.matter_writes(ast.parse(cheat))) != []


@pytest.mark.parametrize(
    "honest",
    ["stage = matter.stage", "replace(facts, stage=s)", "seen[matter.version] = 1", "Matter(code=code)"],
)
def test_reading_is_no_cheat(honest):
    assert list(shape.matter_writes(ast.parse(honest))) == []


def test_only_the_ledger_moves_a_matter():
    assert found_in(shape.matter_writes, but_not="fengdan/matters/ledger.py") == []


@pytest.mark.parametrize(
    "line",
    [
        "from django.dispatch import receiver",
        "from django.db.models.signals import post_save",
        "from django.core import signals",
    ],
)
def test_signal_is_seen(line):
    assert list(shape.signal_uses(ast.parse(line))) != []


def test_nothing_happens_by_signal():
    assert found_in(shape.signal_uses) == []


UNESCAPED = {"mark_safe", "SafeString", "SafeText"}
SAFE_FILTER = r"\|\s*safe\b|\bautoescape\s+(off|false)\b|autoescape\s*=\s*False"


def test_unescaped_text_is_seen():
    assert list(shape.names_used(ast.parse("from django.utils.safestring import mark_safe"), UNESCAPED)) != []
    assert list(shape.names_used(ast.parse("safestring.mark_safe(x)"), UNESCAPED)) != []
    for text in ("{{ name|safe }}", "{{ name | safe }}", "{% autoescape false %}", "Environment(autoescape=False)"):
        assert re.search(SAFE_FILTER, text)


def test_nothing_is_marked_safe():
    assert found_in(lambda tree: shape.names_used(tree, UNESCAPED)) == []
    assert mentions(SAFE_FILTER, "fengdan/") == []


NORMAL = r"synchronous\W{1,5}(normal|1)\b"


def test_durability_is_never_normal():
    for text in ("PRAGMA synchronous=NORMAL", "synchronous = normal", '"synchronous": 1'):
        assert re.search(NORMAL, text, re.IGNORECASE)
    assert mentions(NORMAL, "fengdan/", "bin/", "bench/", "counties/") == []


REGISTRIES = r"pypi\.org|pythonhosted|npmjs|unpkg|jsdelivr|cdnjs|deb\.debian|debian\.org/debian|index-url|\"resolved\""


def test_no_registry_is_named():
    assert mentions(REGISTRIES) == []
    assert mentions(r"https?://", "requirements") == []


def test_nothing_third_party_is_tracked():
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert {"/fengdan/web/static/vendor/", "/node_modules/", "/.venv/"} <= set(ignored)
    if (ROOT / ".git").exists():
        asked = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "*/vendor/*", "*node_modules/*", ".venv/*"]
        assert subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout == ""
