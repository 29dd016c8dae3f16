"""The product set up afresh on an engine that is thrown away afterwards, but whose every commit reaches the disk."""

import atexit
import contextlib
import io
import os
import shutil
import tempfile
from pathlib import Path

import psycopg

DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c listen_addresses="


def stand(engine: str) -> None:
    """Set the environment, start the engine, load the county and the demo accounts. Call before importing fengdan."""
    os.environ["FENGDAN_TEST_ENGINE"] = "sqlite"  # the tests' room, without their forgetful cluster
    os.environ["FENGDAN_DEMO_PASSWORD"] = "demo-accounts-of-bench"
    os.environ.pop("FENGDAN_KEYS", None)  # keys of a real deployment have no business here
    from tests import engines  # noqa: PLC0415 - it reads the variable above

    if engine == "postgres":
        engines.FAST_AND_FORGETFUL = DURABLE
        cluster = Path(tempfile.mkdtemp(prefix="fengdan-pg-"))
        atexit.register(shutil.rmtree, cluster, ignore_errors=True)
        os.environ["DATABASE_URL"] = engines._start_postgres(cluster)  # noqa: SLF001 - one way to start a cluster
        with psycopg.connect(f"postgres://postgres@/postgres?host={cluster}", autocommit=True) as server:
            server.execute("CREATE DATABASE fengdan")
    from fengdan.__main__ import main  # noqa: PLC0415 - it reads the settings

    with contextlib.redirect_stdout(io.StringIO()):
        if main(["init"]):
            raise SystemExit(1)
