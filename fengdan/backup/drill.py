"""The drill: a backup is worth what its restoring is worth."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from fengdan.backup.disk import faults_of, one_at_a_time
from fengdan.backup.engines import engine_of_owner
from fengdan.backup.shelf import shelved
from fengdan.journal.write import enter
from fengdan.rulebook.errors import Refused
from fengdan.terminal import Tell, quiet

PREFIX = "drill-"


def drill(path: Path | None, at: datetime, tell: Tell = quiet) -> dict[str, Any]:
    """Restore a backup, or the newest, into a place of its own, verify it there, and throw the place away.

    Returns what `restore --json` prints, with `file`. Raises Refused when it cannot be restored. How it ended goes into
    the journal; `tell` hears the seconds. On PostgreSQL the account has to be allowed to create a database.
    """
    if path is None:
        newest = shelved()
        if not newest:
            raise Refused(f"{settings.BACKUPS} 里还没有备份，请先运行 bin/fengdan backup。")
        path = newest[0].path
    told: dict[str, Any] = {"ok": False}
    try:
        with faults_of("演练"), one_at_a_time("drill"):
            told = _restored_elsewhere(path.resolve(), tell)
    finally:
        facts = {"file": path.name, "ok": told["ok"]}
        enter(act="drill", actor_id="system", at=at, facts=facts)
    return {"file": str(path), **told}


def _restored_elsewhere(path: Path, tell: Tell) -> dict[str, Any]:
    for left in settings.DATA.glob(f"{PREFIX}*/"):  # by a drill that was killed
        shutil.rmtree(left, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(prefix=PREFIX, dir=settings.DATA) as folder,
        engine_of_owner().scratch(folder) as address,
    ):
        command = [sys.executable, "-P", "-m", "fengdan", "restore", str(path), "--json"]
        code, printed, complained = _waited_for(command, _environment(folder, address), tell)
    if not printed:
        said = complained.strip().rpartition("\n")[2]
        raise Refused(said if code == 1 and "Traceback" not in complained else f"演练没有完成：{said}。")
    result: dict[str, Any] = json.loads(printed)
    return result


def _waited_for(command: list[str], environment: dict[str, str], tell: Tell) -> tuple[int, str, str]:
    """How it ended and what it printed; `tell` hears the seconds."""
    pipe, seconds = subprocess.PIPE, 0
    with subprocess.Popen(  # noqa: S603
        command, env=environment, cwd=settings.ROOT, stdout=pipe, stderr=pipe, text=True
    ) as process:
        while True:
            try:
                printed, complained = process.communicate(timeout=1)
            except subprocess.TimeoutExpired:
                seconds += 1
                tell(seconds, 0)
            else:
                tell(seconds, seconds)
                return process.returncode, printed, complained


def _environment(folder: str, address: str) -> dict[str, str]:
    """The same product with the same keys, but with another database, all its own, and another data directory."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    return inherited | {
        "DATABASE_URL": address,
        "FENGDAN_DATA": folder,
        "FENGDAN_KEYS": str(settings.KEYS),
        "FENGDAN_BACKUP_KEY": str(settings.BACKUP_KEY),
        "FENGDAN_COUNTY": str(settings.COUNTY_DIR),
        "FENGDAN_SECRET_KEY": settings.SECRET_KEY,
        "PYTHONPATH": str(settings.ROOT),
    }
