"""Early pytest plug-in (`-p tests.engines`): the engine must stand before settings are read, which is before conftest.

`FENGDAN_TEST_ENGINE=sqlite|postgres`. What cannot be had fails the run; nothing is skipped.
"""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

ENGINE = os.environ.get("FENGDAN_TEST_ENGINE", "sqlite")
ROOM = Path(tempfile.mkdtemp(prefix="fengdan-test-"))
atexit.register(shutil.rmtree, ROOM, ignore_errors=True)
signal.signal(signal.SIGTERM, signal.default_int_handler)  # or the cluster would outlive the run

FAST_AND_FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root: step down to the account its package made."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]


def _start_postgres(cluster: Path) -> str:
    """Start a throw-away cluster that listens on a socket in its own directory only. Return its address."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql-15, or run bin/test as root.")

    def run(program: str, *arguments: str) -> None:
        command = [*_as_postgres(), str(binaries[-1] / program), *arguments]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}")

    if _as_postgres():
        shutil.chown(cluster, "postgres", "postgres")
    data, log = str(cluster / "data"), str(cluster / "log")
    run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    # the server keeps our pipes open, so its output goes to a file: pg_ctl -l
    run(
        "pg_ctl",
        "-D",
        data,
        "-l",
        log,
        "-w",
        "-o",
        f"{FAST_AND_FORGETFUL} -c unix_socket_directories={cluster}",
        "start",
    )
    atexit.register(run, "pg_ctl", "-D", data, "-m", "immediate", "stop")
    return f"postgres://postgres@/fengdan?host={cluster}"


def _address() -> str:
    if ENGINE == "sqlite":
        return f"sqlite:///{ROOM / 'fengdan.sqlite3'}"
    if ENGINE == "postgres":
        cluster = Path(tempfile.mkdtemp(prefix="fengdan-pg-"))
        atexit.register(shutil.rmtree, cluster, ignore_errors=True)
        return _start_postgres(cluster)
    raise SystemExit("FENGDAN_TEST_ENGINE is sqlite or postgres")


os.environ.update(
    DJANGO_SETTINGS_MODULE="tests.settings",
    FENGDAN_DATA=str(ROOM),
    FENGDAN_PROFILE="demo",
    FENGDAN_SECRET_KEY="only-for-tests",
    DATABASE_URL=_address(),
)
for variable in (
    "DATABASE_OWNER_URL",
    "FENGDAN_COUNTY",
    "FENGDAN_CRYPTO",
    "FENGDAN_DOORS",
    "FENGDAN_HOSTS",
    "FENGDAN_TLS",
):
    os.environ.pop(variable, None)


def pytest_report_header() -> str:
    return f"engine: {ENGINE}"
