"""Mail by SMTP (RFC 5321): one message a connection, and no guessing about what became of it."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from fengdan.gateways.port import Answer, Message, Outcome

TIMEOUT = 20  # seconds for each answer of the server
PERMANENT = 500  # replies from here on: trying again is no use
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, repr=False)
class Server:
    """`smtp://` speaks TLS when the server offers it, `smtps://` from the first byte."""

    host: str
    port: int
    tls: bool
    user: str
    password: str


def server_of(url: str) -> Server:
    """`smtp://user:password@host:port` or `smtps://…`. Raises ValueError with a sentence for whoever set it."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("FENGDAN_SMTP 应写成 smtp://用户:密码@主机:端口 或 smtps://…。")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, parts.port or PORTS[parts.scheme], parts.scheme == "smtps", user, password)


class Smtp:
    configured = True

    def __init__(self, server: Server, sender: str) -> None:
        self.server, self.sender = server, sender

    def send(self, message: Message) -> Outcome:
        """One try. Once the text is on its way, only the server's own reply says what became of it."""
        connection = None
        try:
            mail = self._mail(message)
            connection = self._connect()
            _expect(connection.mail(self.sender), 250)
            _expect(connection.rcpt(message.address), 250, 251)
            return _handed_over(connection, mail)
        except ValueError:  # an address no mail can be sent to
            return Outcome.REFUSED
        except (smtplib.SMTPException, OSError) as no:
            return _told(no)
        finally:
            if connection:
                connection.close()

    def ask(self, _out_id: str) -> Answer:
        """A mail server is not asked afterwards."""
        return Answer.CANNOT_TELL

    def _mail(self, message: Message) -> bytes:
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = self.sender, message.address, message.subject
        mail["Date"] = formatdate(localtime=True)
        mail["Message-ID"] = f"<{message.out_id}@{self.sender.rpartition('@')[2]}>"  # the same at every try
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text, cte="base64")
        return mail.as_bytes()

    def _connect(self) -> smtplib.SMTP:
        server, secure = self.server, ssl.create_default_context()
        connection: smtplib.SMTP
        if server.tls:
            connection = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=secure)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        try:
            connection.ehlo_or_helo_if_needed()
            if not server.tls and connection.has_extn("starttls"):
                connection.starttls(context=secure)
                connection.ehlo()
            if server.user:
                _log_in(connection, server)
        except BaseException:
            connection.close()
            raise
        return connection


def _log_in(connection: smtplib.SMTP, server: Server) -> None:
    """Show the password to a server that speaks TLS, or one that stands in this machine."""
    if server.host not in LOOPBACK and not isinstance(connection.sock, ssl.SSLSocket):
        raise smtplib.SMTPNotSupportedError("no TLS")
    connection.login(server.user, server.password)


def _handed_over(connection: smtplib.SMTP, mail: bytes) -> Outcome:
    """A server that takes the text and then falls silent may have sent it on."""
    try:
        _expect(connection.data(mail), 250)
    except smtplib.SMTPResponseException as no:
        return _told(no)
    except (smtplib.SMTPException, OSError):
        return Outcome.UNKNOWN
    return Outcome.SENT


def _expect(reply: tuple[int, bytes], *codes: int) -> None:
    if reply[0] not in codes:
        raise smtplib.SMTPResponseException(reply[0], "")


def _told(no: Exception) -> Outcome:
    """Refused for good, or not now. A wrong password is the office's to put right, so it waits as well."""
    if isinstance(no, smtplib.SMTPResponseException) and not isinstance(no, smtplib.SMTPAuthenticationError):
        return Outcome.REFUSED if no.smtp_code >= PERMANENT else Outcome.LATER
    return Outcome.LATER
