"""Short messages as files, for the county's SMS platform to pick up.

A message appears whole in `new/`, named by our id. The platform moves it to `taken/` when it has taken it, and clears
`taken/` no sooner than a day later: by both folders we know whether a message has gone out.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

from fengdan.gateways.port import Answer, Message, Outcome

NEW, TAKEN = "new", "taken"


class Folder:
    configured = True

    def __init__(self, folder: Path) -> None:
        self.new, self.taken = folder / NEW, folder / TAKEN

    def send(self, message: Message) -> Outcome:
        """Put it there if it is not there yet; a second time changes nothing, whoever tries."""
        try:
            return self._put(message)
        except OSError:  # its text may name the folder's user and path
            return Outcome.SENT if self.ask(message.out_id) is Answer.KNOWN else Outcome.LATER

    def ask(self, out_id: str) -> Answer:
        """KNOWN once it has stood in `new/`, whatever has become of it. `new/` first: it moves from there."""
        try:
            there = any((folder / f"{out_id}.json").exists() for folder in (self.new, self.taken, self.new))
            readable = self.new.is_dir()
        except OSError:
            return Answer.CANNOT_TELL
        if there:
            self._clear(out_id)
            return Answer.KNOWN
        return Answer.NOT_KNOWN if readable else Answer.CANNOT_TELL

    def _clear(self, out_id: str) -> None:
        """Remove the drafts of senders that died: they hold a number and a text."""
        for draft in self.new.glob(f".{out_id}.*"):
            draft.unlink(missing_ok=True)

    def _put(self, message: Message) -> Outcome:
        for folder in (self.new, self.taken):
            folder.mkdir(parents=True, exist_ok=True, mode=0o770)
        if self.ask(message.out_id) is Answer.KNOWN:
            return Outcome.SENT
        self._clear(message.out_id)
        draft = self.new / f".{message.out_id}.{os.getpid()}"
        try:
            _write(draft, {"id": message.out_id, "to": message.address, "text": message.text})
            with suppress(FileExistsError):  # a link, unlike a rename, never puts one over another
                os.link(draft, self.new / f"{message.out_id}.json")
        finally:
            draft.unlink(missing_ok=True)
        _sync(self.new)
        return Outcome.SENT


def _write(path: Path, content: dict[str, str]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o660)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
