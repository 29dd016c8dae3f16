"""Short messages as files: whole or not at all, once, and known afterwards by our id."""

import json
import stat

import pytest

from fengdan.gateways.null import Null
from fengdan.gateways.port import Answer, Message, Outcome
from fengdan.gateways.sms.folder import Folder

MESSAGE = Message("ab" * 16, "13800000001", "", "您的事项已受理。")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sms"


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_one_file_named_by_our_id_alone(folder):
    assert Folder(folder).send(MESSAGE) is Outcome.SENT
    assert files(folder) == [f"new/{MESSAGE.out_id}.json"]
    path = folder / files(folder)[0]
    assert json.loads(path.read_text("utf-8")) == {"id": MESSAGE.out_id, "to": MESSAGE.address, "text": MESSAGE.text}
    assert not path.stat().st_mode & stat.S_IRWXO


def test_the_second_time_changes_nothing(folder):
    gateway = Folder(folder)
    gateway.send(MESSAGE)
    before = (folder / "new" / f"{MESSAGE.out_id}.json").stat().st_mtime_ns
    assert gateway.send(Message(MESSAGE.out_id, "13800000002", "", "别的")) is Outcome.SENT
    assert (folder / "new" / f"{MESSAGE.out_id}.json").stat().st_mtime_ns == before
    (folder / "new" / f"{MESSAGE.out_id}.json").rename(folder / "taken" / f"{MESSAGE.out_id}.json")
    assert gateway.send(MESSAGE) is Outcome.SENT
    assert files(folder) == [f"taken/{MESSAGE.out_id}.json"]


def test_it_knows_what_it_has_seen(folder):
    gateway = Folder(folder)
    assert gateway.ask(MESSAGE.out_id) is Answer.CANNOT_TELL  # no folder, perhaps not mounted
    gateway.send(MESSAGE)
    assert gateway.ask(MESSAGE.out_id) is Answer.KNOWN
    assert gateway.ask("cd" * 16) is Answer.NOT_KNOWN


def test_a_folder_that_is_none_is_for_later(folder):
    folder.write_text("a file")
    assert Folder(folder).send(MESSAGE) is Outcome.LATER
    assert Folder(folder).ask(MESSAGE.out_id) is Answer.CANNOT_TELL


def test_what_a_dead_sender_had_begun_is_cleared_away(folder):
    gateway = Folder(folder)
    gateway.send(Message("cd" * 16, "13800000003", "", "别的"))
    (folder / "new" / f".{MESSAGE.out_id}.1").write_text('{"id": "ab')
    assert gateway.ask(MESSAGE.out_id) is Answer.NOT_KNOWN
    assert gateway.send(MESSAGE) is Outcome.SENT
    assert len(files(folder)) == 2


def test_no_gateway_sends_nothing_and_knows_nothing():
    assert Null().send(MESSAGE) is Outcome.REFUSED
    assert Null().ask(MESSAGE.out_id) is Answer.CANNOT_TELL
