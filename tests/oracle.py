"""What was acknowledged, written down where no crash can take it back; and whether all of it is still there."""

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from fengdan.matters.actions.note import note
from fengdan.matters.actions.register import register
from fengdan.matters.entry import Once
from fengdan.matters.models import Event, Matter
from fengdan.matters.verify import verify
from tests.cast import MORNING, QUARREL, actor

WORDS = "李测二来电"


@dataclass(frozen=True)
class Oracle:
    """Lines `asked NONCE STEP MATTER` and `done NONCE`, each on the disk before the next thing happens."""

    path: Path

    def write(self, line: str) -> None:
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{line}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def asked(self) -> dict[str, tuple[str, int]]:
        """Nonce → the step that was asked for, and the matter (0: none yet)."""
        return {nonce: (rest[0], int(rest[1])) for said, nonce, *rest in self._lines() if said == "asked"}

    def done(self) -> set[str]:
        return {nonce for said, nonce, *_ in self._lines() if said == "done"}

    def _lines(self) -> list[list[str]]:
        return [line.split() for line in self.path.read_text().splitlines()]


def take(step: str, matter: int, nonce: str) -> Matter:
    """Take this step once, however often this is called."""
    common = {"actor": actor("clerk"), "at": MORNING + timedelta(hours=1), "once": Once(nonce, "same")}
    if step == "register":
        return register(QUARREL, **common)
    return note(Matter.objects.get(pk=matter), text=WORDS, **common)


def work(pipe: int, oracle: Oracle) -> None:
    """Register and remark for ever, asking and answering the oracle; tells a line for each step acknowledged."""
    matter = 0
    while True:
        step, nonce = "note" if matter else "register", secrets.token_hex(16)
        oracle.write(f"asked {nonce} {step} {matter}")
        done = take(step, matter, nonce)
        oracle.write(f"done {nonce}")
        os.write(pipe, b"done\n")
        matter = 0 if matter else done.pk


def check_oracle(oracle: Oracle) -> None:
    """Nothing acknowledged is lost, nothing is there by half, and whatever is sent again happens once."""
    asked, done = oracle.asked(), oracle.done()
    kept = set(Event.objects.filter(once__in=asked).values_list("once", flat=True))
    assert done <= kept
    assert verify()["problems"] == []
    for nonce in asked.keys() - done:
        step, matter = asked[nonce]
        for _ in range(2):
            take(step, matter, nonce)
    once = Event.objects.filter(once__in=asked).values_list("once", flat=True)
    assert sorted(once) == sorted(asked)
    assert verify()["problems"] == []
