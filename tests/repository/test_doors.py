"""The commands of bin/ say truthfully how they ended."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(("arguments", "code"), [(["--version"], 0), (["--no-such-flag"], 1)])
def test_bin_test_ends_as_both_engines_do(arguments: list[str], code: int) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "FENGDAN_TEST_ENGINE"}
    ended = subprocess.run(
        [ROOT / "bin" / "test", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == code, ended.stderr
    assert "== sqlite" in ended.stdout
    assert "== postgres" in ended.stdout
