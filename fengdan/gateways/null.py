"""No gateway: whoever should be told is told by a person."""

from fengdan.gateways.port import Answer, Message, Outcome


class Null:
    configured = False

    def send(self, _message: Message) -> Outcome:
        """Nothing goes out, and that is certain."""
        return Outcome.REFUSED

    def ask(self, _out_id: str) -> Answer:
        """It may have been sent while there was a gateway."""
        return Answer.CANNOT_TELL
