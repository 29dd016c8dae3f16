"""待安排需求: what somebody needs and cannot have soon or at all; it is planned, and answered (issue 8)."""

from django.db import models
from django.db.models import Q

from fengdan.matters.models.matter import Matter
from fengdan.matters.models.party import Party
from fengdan.matters.models.sealed import Sealed
from fengdan.units.models import Unit
from fengdan.vault.fields import EncryptedTextField


class Need(Sealed):
    """One line of the ledger of unmet needs. `kinds` are codes of `Kind`, `why` and `words` are for staff.

    `unit` is to bring it about; nobody named: the duty leader's desk, which answers for it in any case. `told` is read
    by whoever asked (`party`; nobody: those who applied). It outlasts a round: only an answer ends it.
    """

    class Kind(models.TextChoices):
        DIALECT = "dialect", "方言"
        FEMALE = "female", "女调解员"
        HOME = "home", "上门"
        EVENING = "evening", "晚间"
        LAWYER = "lawyer", "律师"
        MIND = "mind", "心理"
        NAMED = "named", "指定的人"
        OTHER = "other", "其他"

    class Cause(models.TextChoices):
        NOBODY_FREE = "nobody_free", "有合适的人，近期都没空"
        NAMED_AWAY = "named_away", "指定的人没空"
        NOBODY_FIT = "nobody_fit", "没有合适的人"
        NO_PLACE = "no_place", "没有地方，或者路上不方便"
        NOT_AGREED = "not_agreed", "双方没有选定同一位"
        NOT_OURS = "not_ours", "不是中心能办的"
        OTHER = "other", "其他"

    class Status(models.TextChoices):
        WAITING = "waiting", "待安排"
        PLANNED = "planned", "已安排，待答复"
        ANSWERED = "answered", "已答复"

    class Exit(models.TextChoices):
        SERVED = "served", "已安排"
        REFERRED = "referred", "已引导到别处"
        WITHDRAWN = "withdrawn", "不需要了"
        NOT_POSSIBLE = "not_possible", "确实办不了"

    class How(models.TextChoices):
        TELEPHONE = "telephone", "电话"
        HERE = "here", "当面"
        VISIT = "visit", "上门"
        MESSAGE = "message", "短信、微信"

    SEALED = (
        *("matter_id", "party_id", "kinds", "words", "cause", "why", "registered_at", "registered_by"),
        *("status", "unit_id", "next_on"),
        *("exit", "told", "how", "answered_at", "answered_by"),
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="needs")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    kinds = models.JSONField()
    words = EncryptedTextField()
    cause = models.CharField(max_length=12, choices=Cause.choices)
    why = EncryptedTextField()
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=40, help_text="an actor's id")
    status = models.CharField(max_length=10, default=Status.WAITING, choices=Status.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    next_on = models.DateField(help_text="the working day on which somebody looks at it again")
    exit = models.CharField(max_length=12, blank=True, choices=Exit.choices)
    told = EncryptedTextField(blank=True)
    how = models.CharField(max_length=10, blank=True, choices=How.choices)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=~Q(status="answered"), name="matters_need_one_unanswered"
            ),
            models.CheckConstraint(
                condition=Q(status="answered", answered_at__isnull=False) & ~Q(exit="") & ~Q(how="")
                | ~Q(status="answered") & Q(answered_at=None, exit="", how=""),
                name="matters_need_answered",
            ),
        ]
        indexes = [models.Index(fields=["status", "matter"], name="matters_need_status")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.status}"
