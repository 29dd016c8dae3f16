"""What the pages for people say about the code is so: names exist, commands run, links lead somewhere."""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fengdan.rulebook.actor import ROLE_LABELS
from fengdan.rulebook.conclusions import CONCLUSION_LABELS
from fengdan.rulebook.stages import BOTH_STAGE_LABELS
from fengdan.rulebook.steps import STEPS

ROOT = Path(__file__).parents[2]
WALK, GLOSSARY = ROOT / "docs" / "walk.md", ROOT / "docs" / "glossary.md"
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = [*READMES, *sorted(ROOT.glob("docs/**/*.md")), *sorted(ROOT.glob("counties/**/*.md"))]
QUOTED = re.compile(r"`([^`\n]+)`")
DOTTED = re.compile(r"[a-z_]+(\.\w+)+")
PATH = re.compile(r"[\w./-]+\.(?:py|md|html|csv)")
VARIABLE = re.compile(r"\b(?:FENGDAN_[A-Z_]+|DATABASE_[A-Z_]*URL)\b")


def quoted(page: Path) -> set[str]:
    return set(QUOTED.findall(page.read_text()))


def glossary() -> dict[tuple[str, str], list[str]]:
    """(kind, code) → the cells of its line."""
    lines = (line.strip("| ").split(" | ") for line in GLOSSARY.read_text().splitlines() if line.startswith("| "))
    return {(cells[2], cells[1].strip("`")): cells for cells in lines if len(cells) == 4}


def stands(path: str) -> bool:
    return any((base / path).exists() for base in (ROOT, ROOT / "fengdan"))


def resolves(name: str) -> bool:
    """Whether `matters.ledger.record` is something: the longest module in it, then attributes."""
    parts = ["fengdan", *name.split(".")]
    for cut in range(len(parts), 1, -1):
        try:
            thing = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        return all((thing := getattr(thing, part, None)) is not None for part in parts[cut:])
    return False


def test_the_checks_can_fail():
    assert not resolves("matters.ledger.recorded")
    assert not resolves("matter.ledger")
    assert not stands("matters/actions/recal.py")
    assert PATH.fullmatch("matters/actions/recal.py")
    assert DOTTED.fullmatch("matters.ledger.recorded")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("stage", {stage.value: label for stage, label in BOTH_STAGE_LABELS.items()}),
        ("step", {name: "、".join(filter(None, (step.label, step.unit_label))) for name, step in STEPS.items()}),
        ("role", {role.value: label for role, label in ROLE_LABELS.items()}),
        ("conclusion", {code.value: label for code, label in CONCLUSION_LABELS.items()}),
    ],
)
def test_the_glossary_has_the_words_of_the_rulebook(kind, words):
    assert {code: cells[0] for (of, code), cells in glossary().items() if of == kind} == words


def test_the_glossary_gives_each_steps_basis():
    known = glossary()
    assert {name: known["step", name][3] for name in STEPS} == {name: step.basis for name, step in STEPS.items()}


@pytest.mark.parametrize(("folder", "kinds"), [("actions", {"step", "steps"}), ("models", {"noun"})])
def test_every_verb_and_noun_of_a_matter_is_in_the_glossary(folder, kinds):
    """An action that takes several steps at once, under a name of its own, is of the kind `steps`."""
    files = {path.stem for path in ROOT.glob(f"fengdan/matters/{folder}/*.py")} - {"__init__"}
    assert files == {code for of, code in glossary() if of in kinds}


def test_the_walk_names_every_step():
    text = WALK.read_text()
    assert [name for name in STEPS if not re.search(rf"[`*]{name}[`*]", text)] == []


def test_names_in_the_walk_exist():
    dotted = {name for name in quoted(WALK) if DOTTED.fullmatch(name) and not PATH.fullmatch(name)}
    names = {name for name in dotted if not name.startswith("request.")}
    assert len(names) > 50
    assert sorted(name for name in names if not resolves(name)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_paths_in_pages_exist(page):
    paths = {path for path in quoted(page) if PATH.fullmatch(path) and "/" in path}
    gone = [path for path in paths if not stands(path) and not (page.parent / path).exists()]
    assert sorted(gone) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_commands_exist(page):
    text = page.read_text()
    doors = set(re.findall(r"bin/[a-z]+", text))
    assert doors == {f"bin/{path.name}" for path in (ROOT / "bin").iterdir() if not path.name.startswith("_")}
    assert [door for door in doors if not os.access(ROOT / door, os.X_OK)] == []


@pytest.mark.parametrize("command", ["init", "verify", "county check", "county load"])
def test_the_products_commands_are_known(command):
    words = command.split()
    asked = [sys.executable, "-P", "-m", "fengdan", words[0], "--help"]
    shown = subprocess.run(asked, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=True)
    assert words[-1].encode() in shown.stdout
    assert all(f"`bin/fengdan {command}" in page.read_text() for page in READMES)


def test_the_options_of_the_bench_are_known():
    asked = [sys.executable, "-m", "bench", "--help"]
    shown = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for page in READMES:
        line = re.search(r"`bin/bench ([^`]*)`", page.read_text())
        assert line is not None
        assert [option for option in re.findall(r"--[a-z]+", line[1]) if option not in shown] == []


def test_settings_are_those_the_code_reads():
    read = {name for path in ROOT.glob("fengdan/**/*.py") for name in re.findall(VARIABLE, path.read_text())}
    for page in READMES:
        assert set(VARIABLE.findall(page.read_text())) == read | {"FENGDAN_TEST_ENGINE"}


def shape(page: Path) -> list[object]:
    """What a translation must not change: headings, table rows, list items, commands, variables, links into docs/."""
    text = page.read_text().replace("pytest 参数", "pytest arguments")
    words = re.findall(r"`bin/[^`]*`|\bFENGDAN_\w+|\]\(docs/[^)]+\)", text)
    return [*(re.findall(pattern, text, re.MULTILINE) for pattern in (r"^#+(?= )", r"^\|", r"^- ")), sorted(words)]


def test_the_twin_says_as_much():
    readme, twin = (shape(page) for page in READMES)
    assert readme == twin


def test_the_picture_is_small():
    assert (ROOT / "docs/screens/matter.png").stat().st_size <= 250_000
