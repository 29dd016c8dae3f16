"""What letters say in this county: its own texts where it has written some, else the product's."""

from datetime import datetime

from django.db import transaction

from fengdan.catalogue.models import LetterText
from fengdan.journal.write import enter
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.letter_texts import DEFAULTS, variables_of


def texts_in_force() -> dict[str, str]:
    """Template → its text. One query."""
    newest = dict(LetterText.objects.order_by("version").values_list("template", "text"))
    return {**DEFAULTS, **{template: text for template, text in newest.items() if text and template in DEFAULTS}}


def version_of(template: str) -> int:
    """The number of the version in force; 0 while the county has written none."""
    newest = LetterText.objects.filter(template=template).order_by("-version").values_list("version", flat=True)
    return newest.first() or 0


@transaction.atomic
def save_text(template: str, text: str, *, seen: int, actor_id: str, at: datetime) -> None:
    """Make the next version, in force at once; an empty text goes back to the product's own.

    `seen` is the version the person was looking at. Raises Refused naming what is wrong with the text, Stale when
    somebody else has changed it since.
    """
    if template not in DEFAULTS:
        raise Refused("没有这种信件，请从列表里选择。")
    if text:
        variables_of(text)
    version = version_of(template)
    if version != seen:
        raise Stale("这条文字刚刚已被他人修改，请核对现行文字后再保存；您填写的内容仍保留在本页。")
    LetterText.objects.create(template=template, version=version + 1, text=text, at=at)
    enter(act="letter_text", actor_id=actor_id, at=at, subject=template, facts={"version": version + 1})
