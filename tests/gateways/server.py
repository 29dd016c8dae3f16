"""A mail server on loopback that takes mail, refuses it, or falls silent at a chosen moment."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Talk(socketserver.StreamRequestHandler):
    """One connection. `server.manners` says what it does at a command: a reply, or None to drop the connection."""

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip().decode()
            self.server.heard.append(line.decode().strip())
            reply = self.server.manners.get(verb, {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 fine"))
            if reply is None:
                return
            self._say(reply)
            if reply.startswith("354") and not self._take():
                return

    def _take(self) -> bool:
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            if not (line := self.rfile.readline()):
                return False
            text += line
        self.server.taken.append(text)
        reply = self.server.manners.get("DOT", "250 taken")
        if reply is None:
            return False
        self._say(reply)
        return True

    def _say(self, reply: str) -> None:
        self.wfile.write(f"{reply}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.manners: dict[str, str | None] = {}
        self.heard: list[str] = []
        self.taken: list[bytes] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Running until the block ends."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
