"""PostgreSQL's own programs: where they are, whether they are new enough, and how they ended."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fengdan.rulebook.errors import Refused

DEBIAN = Path("/usr/lib/postgresql")


def program(name: str, server: int) -> str:
    """The newest `name` of this machine, at least as new as a server of that major version. Raises Refused."""
    found = {path: _version(path) for path in _candidates(name)}
    if not found:
        raise Refused(f"这台机器上没有 {name}，备份和恢复用不了。请安装 postgresql-client-{server} 后再试。")
    newest = max(found, key=lambda path: found[path])
    if found[newest] < server:
        raise Refused(
            f"这台机器上的 {name} 是 {found[newest]} 版，比数据库服务器的 {server} 版旧，不能使用。"
            f"请安装 postgresql-client-{server} 后再试。"
        )
    return newest


def _candidates(name: str) -> list[str]:
    """Debian keeps every version in a folder of its own; elsewhere there is the one on the path."""
    kept = [str(path) for path in DEBIAN.glob(f"*/bin/{name}")]
    on_path = shutil.which(name)
    return kept + ([on_path] if on_path else [])


def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else 0


@dataclass
class Running:
    """A program at work, and what it complains of."""

    process: subprocess.Popen[bytes]
    said: IO[bytes]

    @property
    def stdin(self) -> IO[bytes]:
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def stdout(self) -> IO[bytes]:
        assert self.process.stdout is not None
        return self.process.stdout

    def finish(self, otherwise: str) -> None:
        """Wait for its end. Raises Refused with `otherwise` and the last it said, when it failed."""
        if self.process.wait() == 0:
            return
        self.said.seek(0)
        lines = self.said.read().decode(errors="replace").strip().splitlines()
        raise Refused(f"{otherwise}：{lines[-1] if lines else '原因不明'}。")


@contextmanager
def running(command: list[str], secret: dict[str, str], **pipes: int) -> Iterator[Running]:
    """Start a program; it does not outlive the block."""
    environment = os.environ | secret | {"LC_MESSAGES": "C"}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stderr=said, env=environment, **pipes)  # type: ignore[call-overload] # noqa: S603
        try:
            yield Running(process, said)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(BrokenPipeError):  # one whose other end is gone still has to be closed
                    pipe.close()
