"""Each contract of .importlinter can fail: a violation planted in a copy of the package is named."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter")
NAMES = {
    section.rpartition(":")[2]: CONTRACTS[section]["name"]
    for section in CONTRACTS.sections()
    if ":contract:" in section
}
PLANTS = [
    (
        "flow",
        "units/planted.py",
        "import fengdan.people.models",
        "fengdan.units.planted -> fengdan.people",
    ),
    ("flow", "journal/planted.py", "import fengdan.search", "fengdan.journal.planted -> fengdan.search"),
    ("flow", "vault/planted.py", "import fengdan.database", "fengdan.vault.planted -> fengdan.database"),
    ("flow", "planted/__init__.py", "", "fengdan.planted"),
    ("inside-matters", "matters/models/planted.py", "import fengdan.matters.ledger", "fengdan.matters.models.planted"),
    ("inside-matters", "matters/ledger.py", "import fengdan.matters.queries", "fengdan.matters.ledger"),
    ("inside-matters", "matters/planted.py", "", "fengdan.matters.planted"),
    ("rulebook-pure", "rulebook/planted.py", "import django.db", "fengdan.rulebook.planted -> django"),
    ("rulebook-pure", "paperwork/planted.py", "import django.http", "fengdan.paperwork.planted -> django"),
    ("rulebook-pure", "rulebook/planted.py", "import sqlite3", "fengdan.rulebook.planted -> sqlite3"),
    ("ledger-door", "web/home/planted.py", "import fengdan.matters.ledger", "fengdan.web.home.planted"),
    ("ledger-door", "matters/queries/planted.py", "import fengdan.matters.ledger", "fengdan.matters.queries.planted"),
    ("web-areas", "web/public/planted.py", "import fengdan.web.home", "fengdan.web.public.planted"),
    ("web-areas", "web/shared/planted.py", "import fengdan.web.matter", "fengdan.web.shared.planted"),
    ("web-areas", "web/planted/__init__.py", "", "fengdan.web.planted"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    everything_but_python = shutil.ignore_patterns("static", "__pycache__", "*.html")
    shutil.copytree(ROOT / "fengdan", tmp_path / "fengdan", ignore=everything_but_python)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def lint(copy: Path, contract: str) -> str:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--contract", contract]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False).stdout


def test_every_contract_has_a_plant():
    assert {contract for contract, *_ in PLANTS} == set(NAMES)


@pytest.mark.parametrize("contract", NAMES)
def test_contract_is_kept(copy, contract):
    assert f"{NAMES[contract]} KEPT" in lint(copy, contract)


@pytest.mark.parametrize(("contract", "file", "line", "named"), PLANTS)
def test_planted_violation_is_named(copy, contract, file, line, named):
    planted = copy / "fengdan" / file
    planted.parent.mkdir(exist_ok=True)
    with planted.open("a") as module:
        module.write(f"\n{line}\n")
    report = lint(copy, contract)
    assert f"{NAMES[contract]} BROKEN" in report
    assert named in " ".join(report.split())
