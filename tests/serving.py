"""The real server as a process of its own, and people who are signed in to it over HTTP."""

import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from bench.server import LIKE_BIN_SERVE
from tests.conftest import PASSWORD
from tests.waiting import LONGEST, processes_of, until

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def surroundings(data: Path) -> dict[str, str]:
    """What a process needs to work on the database of this test, with a data directory of its own."""
    place = connection.settings_dict
    sqlite = connection.vendor == "sqlite"
    host = place["HOST"] or place["OPTIONS"].get("host")
    address = f"sqlite:///{place['NAME']}" if sqlite else f"postgres://postgres@/{place['NAME']}?host={host}"
    own = {"DATABASE_URL": address, "FENGDAN_DATA": str(data), "FENGDAN_KEYS": str(settings.KEYS)}
    return os.environ | own | {"PYTHONPATH": str(settings.ROOT), "FENGDAN_BACKUPS": str(data / "backups")}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@dataclass
class Served:
    """The server on one port, started as bin/serve does and in a process group of its own."""

    data: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if processes_of(self.process.pid):
            self.kill()

    def start(self) -> None:
        """Returns once it answers."""
        command = [sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--port", str(self.port)]
        with (self.data / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *LIKE_BIN_SERVE, "--log-level", "warning", "fengdan.wsgi:application"],
                env=surroundings(self.data),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(lambda: self.process.poll() is not None or self.health()[0] == 200, "the server answers")
        assert self.process.poll() is None, (self.data / "log").read_text()[-2000:]

    def kill(self) -> None:
        """At once and all of it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        until(lambda: not processes_of(self.process.pid), "the killed are gone")

    def stop(self) -> int:
        """As a service manager does: told to end, and waited for. Returns the exit code."""
        self.process.terminate()
        code = self.process.wait(LONGEST)
        until(lambda: not processes_of(self.process.pid), "those told to stop are gone")
        return code

    def health(self) -> tuple[int, bytes]:
        """What /healthz answers; 0 for nothing."""
        try:
            return ask(self.port, "GET", "/healthz")[:2]
        except (OSError, http.client.HTTPException):
            return 0, b""


def ask(
    port: int, method: str, address: str, form: dict[str, str] | None = None, cookies: str = ""
) -> tuple[int, bytes, http.client.HTTPMessage]:
    """One request on a connection of its own."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    headers = {"Cookie": cookies} | ({"Content-Type": "application/x-www-form-urlencoded"} if form else {})
    try:
        line.request(method, address, urlencode(form) if form else None, headers)
        answer = line.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        line.close()


@dataclass(frozen=True)
class Person:
    """Somebody signed in: goes on after the server was started again, as sessions are rows."""

    port: int
    cookies: str
    token: str

    def post(self, address: str, form: dict[str, str]) -> tuple[int, bytes, http.client.HTTPMessage]:
        return ask(self.port, "POST", address, form | {"csrfmiddlewaretoken": self.token}, self.cookies)

    def get(self, address: str) -> int:
        return ask(self.port, "GET", address, cookies=self.cookies)[0]


def sign_in(port: int, username: str) -> Person:
    _, page, headers = ask(port, "GET", "/signin/")
    cookie = headers["Set-Cookie"].partition(";")[0]
    form = {"csrfmiddlewaretoken": TOKEN.search(page.decode())[1], "username": username, "password": PASSWORD}
    status, _, headers = ask(port, "POST", "/signin/", form, cookie)
    assert status == 302
    cookies = [value.partition(";")[0] for value in headers.get_all("Set-Cookie")]
    token = next(value for value in cookies if value.startswith("csrftoken")).partition("=")[2]
    return Person(port, "; ".join(cookies), token)


def nonce() -> str:
    return secrets.token_hex(16)
