"""答复: what a responsible unit found or did, and on what basis in law."""

from django.db import models
from django.db.models import Q

from fengdan.files.models import StoredFile
from fengdan.matters.models.assignment import Assignment
from fengdan.matters.models.matter import Matter
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.facts import ReplyState
from fengdan.vault.fields import EncryptedTextField

REPLY_LABELS = {
    ReplyState.SUBMITTED: "已答复，待审核",
    ReplyState.APPROVED: "审核通过",
    ReplyState.SENT_BACK: "退回补充",
}


class Reply(Sealed):
    """One answer of one unit. The centre approves it or sends it back with `comment`; a better one is a new row."""

    SEALED = (
        "matter_id",
        "assignment_id",
        "result",
        "basis",
        "attachment_id",
        "replied_at",
        "state",
        "comment",
        "judged_at",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="replies")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="replies")
    result = EncryptedTextField()
    basis = EncryptedTextField()
    attachment = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField()
    state = models.CharField(
        max_length=10,
        default=ReplyState.SUBMITTED,
        choices=[(state.value, label) for state, label in REPLY_LABELS.items()],
    )
    comment = EncryptedTextField(blank=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(state__in=["submitted", "approved"]),
                name="matters_reply_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", judged_at=None) | ~Q(state="submitted") & Q(judged_at__isnull=False),
                name="matters_reply_judged",
            ),
        ]
        indexes = [models.Index(fields=["matter"], condition=Q(state="submitted"), name="matters_reply_waiting")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.state}"
