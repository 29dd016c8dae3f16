"""The product set up on an engine of the bench's own, whose every commit reaches the disk.

What the generator made is kept under `build/bench` (or FENGDAN_BENCH) between runs, with its keys. A run works on a
copy of it.
"""

import atexit
import contextlib
import hashlib
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
KEPT = Path(os.environ.get("FENGDAN_BENCH", ROOT / "build" / "bench"))
DURABLE = (
    "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c shared_buffers=512MB -c listen_addresses="
    " -c max_wal_size=2GB"
)
PASSWORD = "demo-accounts-of-bench"


def stand(engine: str, matters: int) -> Path:
    """Set the environment, start the engine on a copy of so many matters. Call before importing fengdan.

    Returns the folder that is kept.
    """
    room = KEPT / f"{engine}-{matters}"
    made = room / f"made-{_generator()}"
    if room.exists() and not made.exists():
        shutil.rmtree(room)
    room.mkdir(parents=True, exist_ok=True)
    for variable in ("FENGDAN_KEYS", "DATABASE_OWNER_URL", "FENGDAN_COUNTY", "FENGDAN_CRYPTO", "FENGDAN_DOORS"):
        os.environ.pop(variable, None)  # those of a real deployment have no business here
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "fengdan.settings",
        "FENGDAN_DATA": str(room),
        "FENGDAN_PROFILE": "demo",
        "FENGDAN_SECRET_KEY": "only-for-bench",
        "FENGDAN_DEMO_PASSWORD": PASSWORD,
        "FENGDAN_HOSTS": "*",
    }
    place = _sqlite if engine == "sqlite" else _postgres
    use_kept, use_copy = place(room)
    use_kept()
    _fill(matters, made)
    use_copy()
    return room


def _generator() -> str:
    """Another generator makes other data."""
    sources = sorted((ROOT / "bench" / "bulk").glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]


def _fill(matters: int, made: Path) -> None:
    from fengdan.__main__ import main  # noqa: PLC0415 - it reads the settings

    with contextlib.redirect_stdout(io.StringIO()):
        if main(["init"]):  # also brings what was kept up to date
            raise SystemExit(1)
    from bench.bulk.fill import fill  # noqa: PLC0415

    if not made.exists():
        fill(matters)
        made.touch()


def _point(url: str) -> None:
    """Use another database from here on, here and in processes started from here."""
    os.environ["DATABASE_URL"] = url
    from django.conf import settings  # noqa: PLC0415

    if settings.configured:
        from django.db import connection  # noqa: PLC0415

        from fengdan.settings import _database  # noqa: PLC0415

        connection.close()
        connection.settings_dict["NAME"] = _database(url)["NAME"]


def _sqlite(room: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    kept, copy = room / "kept.sqlite3", room / "run.sqlite3"

    def use_copy() -> None:
        for left in room.glob("run.sqlite3*"):
            left.unlink()
        from django.db import connection  # noqa: PLC0415

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copy(kept, copy)
        _point(f"sqlite:///{copy}")

    return lambda: _point(f"sqlite:///{kept}"), use_copy


def _postgres(room: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    sockets = Path(tempfile.mkdtemp(prefix="fengdan-pg-"))  # the path of a socket must be short
    atexit.register(shutil.rmtree, sockets, ignore_errors=True)
    as_postgres = (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] if os.geteuid() == 0 else []
    )
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"))
    data = room / "cluster"

    def run(program: str, *arguments: str) -> None:
        command = [*as_postgres, str(binaries / program), *arguments]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}")

    if not data.exists():
        data.mkdir()
        if as_postgres:
            shutil.chown(data, "postgres", "postgres")
        run("initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
    if as_postgres:
        shutil.chown(sockets, "postgres", "postgres")
    options = f"{DURABLE} -c unix_socket_directories={sockets}"
    run("pg_ctl", "-D", str(data), "-l", str(sockets / "log"), "-w", "-o", options, "start")
    atexit.register(run, "pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")

    def server(*statements: str) -> None:
        with psycopg.connect(f"postgres://postgres@/postgres?host={sockets}", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def use_kept() -> None:
        with contextlib.suppress(psycopg.errors.DuplicateDatabase):
            server("CREATE DATABASE kept")
        _point(f"postgres://postgres@/kept?host={sockets}")

    def use_copy() -> None:
        from django.db import connection  # noqa: PLC0415

        connection.close()
        server("DROP DATABASE IF EXISTS run", "CREATE DATABASE run TEMPLATE kept STRATEGY file_copy", "CHECKPOINT")
        _point(f"postgres://postgres@/run?host={sockets}")

    return use_kept, use_copy
