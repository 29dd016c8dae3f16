"""Mail: what the server says is what we believe, and silence after the text is no answer."""

from email import message_from_bytes
from email.policy import default

import pytest

from fengdan.gateways.mail.smtp import Smtp, server_of
from fengdan.gateways.port import Answer, Message, Outcome
from tests.gateways.server import mail_server

MESSAGE = Message("0af1" * 8, "leader@fd.example", "枫单提醒", "“接单”快到期了。\n.\n请登录枫单查看。")


@pytest.fixture
def server():
    with mail_server() as running:
        yield running


def send(server, message=MESSAGE, url=""):
    return Smtp(server_of(url or server.url), "centre@fd.example").send(message)


def test_taken_whole_with_our_own_id(server):
    assert send(server) is Outcome.SENT
    assert send(server) is Outcome.SENT
    first, again = (message_from_bytes(text, policy=default) for text in server.taken)
    assert first["Message-ID"] == again["Message-ID"] == f"<{MESSAGE.out_id}@fd.example>"
    assert (first["From"], first["To"], first["Subject"]) == ("centre@fd.example", MESSAGE.address, MESSAGE.subject)
    assert first.get_content().split() == MESSAGE.text.split()


@pytest.mark.parametrize(
    ("verb", "reply", "outcome"),
    [
        ("MAIL", "451 later", Outcome.LATER),
        ("RCPT", "450 mailbox busy", Outcome.LATER),
        ("RCPT", "550 no such person", Outcome.REFUSED),
        ("DATA", "554 no", Outcome.REFUSED),
        ("DOT", "452 disk full", Outcome.LATER),
        ("DOT", "554 looks like spam", Outcome.REFUSED),
        ("EHLO", None, Outcome.LATER),
        ("RCPT", None, Outcome.LATER),
        ("DOT", None, Outcome.UNKNOWN),
    ],
)
def test_what_became_of_it(server, verb, reply, outcome):
    server.manners[verb] = reply
    assert send(server) is outcome


def test_nobody_there():
    with mail_server() as gone:
        url = gone.url
    assert send(None, url=url) is Outcome.LATER


def test_an_address_that_would_smuggle_a_line_in_is_refused(server):
    for address in ("a@fd.example\r\nBcc: b@fd.example", "局长@单位.example"):
        assert send(server, Message("1" * 32, address, "题", "文")) is Outcome.REFUSED
    assert server.taken == []


def test_a_password_stays_here_without_tls(monkeypatch, server):
    monkeypatch.setattr("fengdan.gateways.mail.smtp.LOOPBACK", frozenset())
    assert send(server, url=server.url.replace("//", "//centre:geheim@")) is Outcome.LATER
    assert not any("AUTH" in line for line in server.heard)


def test_it_cannot_be_asked(server):
    assert Smtp(server_of(server.url), "centre@fd.example").ask(MESSAGE.out_id) is Answer.CANNOT_TELL


@pytest.mark.parametrize("url", ["http://fd.example", "smtp://", "fd.example:25"])
def test_a_setting_that_makes_no_sense(url):
    with pytest.raises(ValueError, match="FENGDAN_SMTP"):
        server_of(url)


def test_a_message_shows_nobody_its_address():
    assert MESSAGE.address not in f"{MESSAGE!r}{MESSAGE}"
