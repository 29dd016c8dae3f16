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

PREFIX = "drill-"


def drill(path: Path | None, at: datetime) -> dict[str, Any]:
    """Restore a backup, or the newest, into a place of its own, verify it there, and throw the place away.

    Returns what `restore --json` prints, with `file`. Raises Refused when it cannot be restored. How it ended goes into
    the journal. On PostgreSQL the account has to be allowed to create a database.
    """
    if path is None:
        newest = shelved()
        if not newest:
            raise Refused(f"{settings.BACKUPS} 里还没有备份，请先运行 bin/fengdan backup。")
        path = newest[0].path
    told: dict[str, Any] = {"ok": False}
    try:
        with faults_of("演练"), one_at_a_time("drill"):
            told = _restored_elsewhere(path.resolve())
    finally:
        facts = {"file": path.name, "ok": told["ok"]}
        enter(act="drill", actor_id="system", at=at, facts=facts)
    return {"file": str(path), **told}


def _restored_elsewhere(path: Path) -> dict[str, Any]:
    for left in settings.DATA.glob(f"{PREFIX}*/"):  # by a drill that was killed
        shutil.rmtree(left, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(prefix=PREFIX, dir=settings.DATA) as folder,
        engine_of_owner().scratch(folder) as address,
    ):
        command = [sys.executable, "-P", "-m", "fengdan", "restore", str(path), "--json"]
        done = subprocess.run(  # noqa: S603
            command, env=_environment(folder, address), cwd=settings.ROOT, capture_output=True, text=True, check=False
        )
    if not done.stdout:
        said = done.stderr.strip().rpartition("\n")[2]
        raise Refused(said if done.returncode == 1 and "Traceback" not in done.stderr else f"演练没有完成：{said}。")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


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
