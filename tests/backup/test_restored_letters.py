"""Letters that were under way when a backup was made: they may have gone out since, and none goes by itself."""

import json
from collections import Counter
from datetime import timedelta

import pytest

from fengdan.backup.make import backup
from fengdan.backup.restore import restore
from fengdan.gateways.port import Answer
from fengdan.gateways.sms.folder import Folder
from fengdan.journal.models import Entry
from fengdan.matters.envelopes import deliver_once
from fengdan.outbox.claims import LEASE, claim
from fengdan.outbox.models import Delivery, Letter
from fengdan.people.models import User
from tests.backup.conftest import elsewhere
from tests.cast import MORNING, Walk
from tests.gateways.server import mail_server
from tests.web.reader import read
from tests.web.scene import screen

LETTERS = "/manage/letters/"
WHY = "从备份恢复，可能已经发出"
LATER = timedelta(days=2)


@pytest.fixture
def server(settings, room):
    """A mail server and a folder of short messages that have everything to send to."""
    with mail_server() as running:
        settings.SMTP, settings.MAIL_FROM = running.url, "centre@fd.example"
        settings.SMS_DIR = room / "sms"
        User.objects.filter(username="duty").update(mail="duty@fd.example")
        yield running


@pytest.fixture
def there(room):
    with elsewhere(room / "there") as place:
        yield place


def states():
    return Counter(Delivery.objects.values_list("channel", "state", "problem"))


def an_empty_folder(path):
    """One that can be asked, and knows nothing."""
    for part in ("new", "taken"):
        (path / part).mkdir(parents=True)
    assert Folder(path).ask("0" * 32) is Answer.NOT_KNOWN
    return path


def stopped_in_the_middle(settings):
    """Four letters, none of which had an end when the backup was made: one waits for each gateway, one short message is
    being sent, and of the others nobody has even planned a delivery.
    """
    folder = settings.SMS_DIR
    settings.SMS_DIR.write_text("no folder")
    Walk().register()
    with_mail, settings.SMTP = settings.SMTP, "smtp://127.0.0.1:1"
    deliver_once(MORNING + timedelta(minutes=1))
    settings.SMTP = with_mail
    folder.unlink()
    assert claim(MORNING + timedelta(minutes=10), ["sms"])
    Walk(at=MORNING + timedelta(minutes=11)).register()


def test_what_was_under_way_is_sent_by_nobody_until_a_person_says_so(server, room, there, settings):
    """Whatever the old machine sent after the backup, the new one does not send it again by itself."""
    stopped_in_the_middle(settings)
    assert states() == {("sms", "sending", "not_now"): 1, ("mail", "waiting", "not_now"): 1}
    made = backup(room / "a.fengdan", MORNING)
    for hours in (1, 2):  # the round that makes the folder cannot yet ask it
        deliver_once(MORNING + LEASE + timedelta(hours=hours))
    went_out = len(server.taken)
    assert (went_out, len(list(settings.SMS_DIR.glob("new/*.json")))) == (2, 2)

    def restored():
        settings.SMS_DIR = an_empty_folder(there.data / "sms")
        told = restore(made.path, MORNING)
        assert (told.ok, told.held) == (True, 4), told.problems
        assert Entry.objects.get(act="restore").facts["held"] == 4
        held = {("sms", "unknown", "restored"): 2, ("mail", "unknown", "restored"): 2}
        for hours in (0, 1, 48):
            done = deliver_once(MORNING + LEASE + timedelta(hours=hours))
            assert (done.planned, done.outcomes, states()) == (0, {}, held)
        assert not list(settings.SMS_DIR.glob("**/*.json"))
        assert not Delivery.objects.exclude(token="", claimed_until=None).exists()
        assert not Letter.objects.filter(planned_at=None).exists()

        seat = screen("duty")
        page = read(seat.get(LETTERS))
        assert page.words.count(WHY) == 4
        again = Delivery.objects.filter(channel="sms").first()
        for row in Delivery.objects.all():
            decision = "again" if row == again else "sent"
            assert seat.post(f"{LETTERS}{row.pk}/", {"decision": decision}).status_code == 302
        assert WHY not in read(seat.get(LETTERS)).words
        deliver_once(MORNING + LATER * 300)
        assert [path.stem for path in settings.SMS_DIR.glob("new/*.json")] == [again.out_id]
        assert Counter(state for _, state, _ in states().elements()) == {"sent": 4}

    code, _, complained = there.within(restored)
    assert code == 0, complained
    assert len(server.taken) == went_out


def test_one_that_the_folder_still_knows_was_sent(room, there, settings):
    """The same folder mounted on the new machine: what lies in it needs nobody."""
    settings.SMS_DIR = room / "sms"
    Walk().register()
    deliver_once(MORNING)
    killed_before_the_mark = {"state": "sending", "token": "1", "claimed_until": MORNING + LEASE, "ended_at": None}
    Delivery.objects.filter(channel="sms").update(**killed_before_the_mark)
    one = backup(room / "a.fengdan", MORNING).path

    def restored():
        assert restore(one, MORNING).held == 1
        deliver_once(MORNING + LEASE)
        assert states() == {("sms", "sent", ""): 1}

    code, _, complained = there.within(restored)
    assert code == 0, complained


def test_whoever_restores_is_told_how_many_and_where(room, there, settings):
    settings.SMS_DIR = room / "sms"
    settings.SMS_DIR.write_text("no folder")
    Walk().register()
    deliver_once(MORNING)
    one = backup(room / "a.fengdan", MORNING).path
    code, said, complained = there.run("restore", one)
    assert code == 0, complained
    assert said.splitlines()[1] == (
        "备份时还没有发完的短信和邮件有 1 条，备份之后可能已经发出，系统不会自己再发：请到“信件发送”页逐条决定。"
    )
    code, said, _ = there.run("deliver", "--json", FENGDAN_SMS_DIR=str(an_empty_folder(there.data / "sms")))
    told = json.loads(said)
    assert (code, told["planned"], told["sent"]) == (0, 0, 0)
    assert not list(there.data.glob("sms/new/*"))


def test_what_a_person_was_to_tell_by_hand_stays_on_the_list(room, there):
    Walk().register().accept().assign()
    deliver_once(MORNING + LATER)
    assert states() == {("call", "waiting", ""): 1}
    one = backup(room / "a.fengdan", MORNING).path

    def restored():
        assert restore(one, MORNING).held == 0
        assert states() == {("call", "waiting", ""): 1}

    code, _, complained = there.within(restored)
    assert code == 0, complained


def test_a_gateway_set_up_without_sense_is_told_before_anything_is_restored(one, there):
    code, _, complained = there.run("restore", one, FENGDAN_SMTP="fd.example")
    assert (code, "FENGDAN_SMTP" in complained) == (1, True)
    assert there.holds() == []
