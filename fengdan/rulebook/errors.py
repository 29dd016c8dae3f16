"""What a rule says when the answer is no."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A step was refused. `reason` is a Chinese sentence a clerk can read to the person in front of them.

    `field` names the form field the sentence belongs to, or is empty when it concerns the whole step.
    """

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


class Stale(Refused):
    """Somebody else moved the matter after the page was shown. Nothing was written."""

    def __init__(
        self, reason: str = "该事项刚刚已被他人办理，请查看最新情况后再操作；您填写的内容仍保留在本页。"
    ) -> None:
        super().__init__(reason)
