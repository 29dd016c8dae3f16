"""Letters: a row written in the transaction of the deed it tells about. The table is the queue."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from fengdan.vault.fields import EncryptedTextField

RESTORED = "restored"  # the problem of one that came out of a backup and may have been sent after it


class Letter(models.Model):
    """A notice to a unit, or to the parties. Its text is looked up by `template` and filled when read: no names kept.

    In the inbox on the work page it is delivered by being there. `planned_at` says since when its deliveries by other
    ways (`Delivery`) stand, if there are any.
    """

    to_unit = models.CharField(
        max_length=30, help_text="a unit code: units know nothing of letters, nor letters of units"
    )
    to_role = models.CharField(max_length=12)
    template = models.CharField(max_length=30)
    about = models.CharField(max_length=30, blank=True, help_text="the limit it is about, when it is about one")
    to_user = models.BigIntegerField(null=True, help_text="the person it was brought before, where one was named")
    matter_id = models.BigIntegerField()
    matter_seq = models.PositiveIntegerField()
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_unit", "to_role", "-written_at"], condition=Q(read_at=None), name="outbox_unread"),
            models.Index(fields=["matter_id"], condition=Q(read_at=None), name="outbox_unread_matter"),
            models.Index(fields=["id"], condition=Q(planned_at=None), name="outbox_letter_unplanned"),
        ]

    def __str__(self) -> str:
        return f"{self.template} → {self.to_unit}"


def _new_id() -> str:
    return secrets.token_hex(16)


class Delivery(models.Model):
    """One letter on one way to one person. The address is read when it is sent, and kept nowhere.

    `out_id` names it to the gateway. Whoever sends holds `token` until `claimed_until`; one that was being sent when
    its sender died is `unknown`, and nobody sends it again unless the gateway says that it does not know it, or a
    person decides – a person alone where it came out of a backup, as the gateway of a new machine knows none. `unit` is
    where a telephone task or a printed slip waits for somebody.
    """

    class Channel(models.TextChoices):
        SMS = "sms", "短信"
        MAIL = "mail", "邮件"
        CALL = "call", "电话告知"
        SLIP = "slip", "当面告知或寄送"

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        SENDING = "sending", "正在发送"
        SENT = "sent", "已发出"
        FAILED = "failed", "发送失败"
        UNKNOWN = "unknown", "不知道是否发出"
        CANCELLED = "cancelled", "不用再发"
        DONE = "done", "已告知"

    BY_HAND: ClassVar = (Channel.CALL, Channel.SLIP)

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=4, choices=Channel.choices)
    to_user = models.BigIntegerField(null=True)
    to_party = models.BigIntegerField(null=True)
    unit = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    out_id = models.CharField(max_length=32, unique=True, default=_new_id)
    token = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True, help_text="the person who told them, or decided")
    problem = models.CharField(max_length=20, blank=True)
    words = EncryptedTextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=["sms", "mail", "call", "slip"]), name="outbox_delivery_channel"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "failed", "unknown", "cancelled", "done"]),
                name="outbox_delivery_state",
            ),
            models.CheckConstraint(
                condition=Q(to_user=None, to_party__isnull=False) | Q(to_user__isnull=False, to_party=None),
                name="outbox_delivery_one_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_until__isnull=False) & ~Q(token=""),
                name="outbox_delivery_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "failed", "cancelled", "done"], ended_at__isnull=False)
                | Q(state__in=["waiting", "sending", "unknown"], ended_at=None),
                name="outbox_delivery_ended",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["call", "slip"], state__in=["waiting", "cancelled", "done"])
                | Q(channel__in=["sms", "mail"]) & ~Q(state="done"),
                name="outbox_delivery_ways",
            ),
            models.UniqueConstraint(
                fields=["letter", "channel", "to_user"],
                condition=Q(to_user__isnull=False),
                name="outbox_delivery_user_once",
            ),
            models.UniqueConstraint(
                fields=["letter", "channel", "to_party"],
                condition=Q(to_party__isnull=False),
                name="outbox_delivery_party_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(state="waiting", channel__in=["sms", "mail"]),
                name="outbox_delivery_due",
            ),
            models.Index(
                fields=["unit", "id"],
                condition=Q(state="waiting", channel__in=["call", "slip"]),
                name="outbox_delivery_by_hand",
            ),
            models.Index(
                fields=["state", "claimed_until", "id"],
                condition=Q(state__in=["sending", "unknown"]),
                name="outbox_delivery_open",
            ),
            models.Index(fields=["-id"], condition=Q(state="failed"), name="outbox_delivery_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.out_id} {self.state}"
