"""Early pytest plug-in (`-p tests.engines`): the engine must stand before settings are read, which is before conftest.

`FENGDAN_TEST_ENGINE=sqlite|postgres`. What cannot be had fails the run; nothing is skipped.
"""

import atexit
import gc
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


def run_postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the account its package made."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql-15, or run bin/test as root.")
    command = [*_as_postgres(), str(binaries[-1] / program), *arguments]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}")


def start_postgres(cluster: Path, options: str = FAST_AND_FORGETFUL) -> None:
    """Start a cluster that listens on a socket in its own directory only, making it first if there is none."""
    data, log = str(cluster / "data"), str(cluster / "log")
    if not Path(data).exists():
        if _as_postgres():
            shutil.chown(cluster, "postgres", "postgres")
        run_postgres(
            *("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        )
    # the server keeps our pipes open, so its output goes to a file: pg_ctl -l
    said = f"{options} -c unix_socket_directories={cluster}"
    run_postgres("pg_ctl", "-D", data, "-l", log, "-w", "-o", said, "start")


def _start_postgres(cluster: Path) -> str:
    """Start a cluster for this run. Return its address."""
    start_postgres(cluster)
    atexit.register(run_postgres, "pg_ctl", "-D", str(cluster / "data"), "-m", "immediate", "stop")
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
    "FENGDAN_MAIL_FROM",
    "FENGDAN_SMS_DIR",
    "FENGDAN_SMTP",
    "FENGDAN_TLS",
):
    os.environ.pop(variable, None)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_report_header() -> str:
    return f"engine: {ENGINE}"
