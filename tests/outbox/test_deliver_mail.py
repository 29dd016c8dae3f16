"""Mail to staff: the whole way to a server, also one that takes a letter and falls silent."""

import json
import logging
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from fengdan.__main__ import main
from fengdan.matters.envelopes import deliver_once
from fengdan.outbox.models import Delivery, Letter
from fengdan.people.absences import be_away
from fengdan.people.models import User
from fengdan.rulebook.calendars import ZONE
from tests.cast import Walk, actor
from tests.gateways.server import mail_server

pytestmark = pytest.mark.django_db
DUTY = "duty@fd.example"


@pytest.fixture
def server(settings):
    with mail_server() as running:
        settings.SMTP, settings.MAIL_FROM = running.url, "centre@fd.example"
        User.objects.filter(username="duty").update(mail=DUTY)
        yield running


def states():
    return Counter(Delivery.objects.exclude(channel="call").values_list("channel", "state"))


def test_news_goes_to_whoever_has_an_address(server):
    walk = Walk().register()
    deliver_once(walk.at)
    deliver_once(walk.at)
    (mail,) = server.taken
    assert f"To: {DUTY}".encode() in mail
    assert states() == {("mail", "sent"): 1}
    assert Letter.objects.get(to_role="duty").read_at is None  # the inbox has it all the same


def test_a_server_that_accepts_and_then_drops_is_not_asked_twice(server):
    server.manners["DOT"] = None
    walk = Walk().register()
    for hours in (0, 1, 48):
        deliver_once(walk.at + timedelta(hours=hours))
    assert len(server.taken) == 1
    assert states() == {("mail", "unknown"): 1}


def test_a_server_that_is_busy_is_tried_again_one_that_refuses_is_not(server):
    server.manners["RCPT"] = "450 busy"
    walk = Walk().register()
    deliver_once(walk.at)
    assert states() == {("mail", "waiting"): 1}
    server.manners["RCPT"] = "550 unknown"
    deliver_once(walk.at + timedelta(hours=1))
    deliver_once(walk.at + timedelta(hours=48))
    assert states() == {("mail", "failed"): 1}
    assert server.taken == []
    assert Delivery.objects.filter(channel="call").count() == 0  # it is in the inbox


def test_whoever_is_away_gets_none_and_the_stand_in_does(server):
    walk = Walk().register()
    day = walk.at.astimezone(ZONE).date()
    duty, other = User.objects.get(username="duty"), User.objects.get(username="director")
    User.objects.filter(pk=other.pk).update(mail="other@fd.example")
    be_away(duty, from_day=day, to_day=day, stand_in=other, actor=actor("duty"), at=walk.at)
    deliver_once(walk.at)
    assert [DUTY.encode() in mail for mail in server.taken] == [False]
    assert Delivery.objects.get(channel="mail").to_user == other.pk


def test_what_was_read_or_dealt_with_before_is_not_sent(server):
    server.manners["MAIL"] = "451 later"
    walk = Walk().register()
    deliver_once(walk.at)
    server.manners.clear()
    Letter.objects.update(read_at=walk.at)
    deliver_once(walk.at + timedelta(hours=1))
    assert server.taken == []
    assert states() == {("mail", "cancelled"): 1}


class Leaky:
    """A gateway whose failure tells more than it should."""

    configured = True

    def send(self, message):
        raise RuntimeError(f"{message.address} {message.text}")

    def ask(self, _out_id):
        raise NotImplementedError


def test_names_and_numbers_stand_in_no_log_and_in_no_row(settings, tmp_path, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    settings.SMS_DIR = tmp_path
    walk = Walk().register()
    monkeypatch.setattr("fengdan.matters.envelopes.gateways", lambda: {"sms": Leaky()})
    deliver_once(walk.at)
    assert states() == {("sms", "unknown"): 1}
    Delivery.objects.update(state="waiting", token="", claimed_until=None)
    monkeypatch.setattr("fengdan.matters.envelopes.texts_of", lambda letters: {}["13800000001"])
    deliver_once(walk.at + timedelta(hours=1))
    rows = []
    with connection.cursor() as cursor:
        for table in ("outbox_letter", "outbox_delivery"):
            cursor.execute(f"SELECT * FROM {table}")
            rows += cursor.fetchall()
    assert "RuntimeError" in caplog.text
    for secret in ("13800000001", "王测一", "李测二", "漏水", walk.matter.pin):
        assert secret not in f"{caplog.text}{rows}"


def test_the_command_runs_one_round_and_tells_counts(settings, tmp_path, capsys):
    settings.SMS_DIR = tmp_path
    Walk().register()
    assert main(["deliver", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["planned"], told["sent"], told["unknown"], told["oldest"]) == (2, 1, 0, None)
    assert main(["deliver"]) == 0
    assert "发出 0 条" in capsys.readouterr().out


def test_a_setting_that_makes_no_sense_is_refused_in_a_sentence(settings, capsys):
    settings.SMTP = "fd.example"
    assert main(["deliver"]) == 1
    assert "FENGDAN_SMTP" in capsys.readouterr().err
