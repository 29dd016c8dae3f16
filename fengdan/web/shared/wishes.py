"""Whom somebody wants as mediator, by the numbers of the booklet, and what is needed: the same fields everywhere."""

import unicodedata
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from fengdan.catalogue.rules import rules_in_force
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.menu import NUMBERS
from fengdan.rulebook.needs import NEED_LABELS
from fengdan.rulebook.orders import MOST, ORDER
from fengdan.teams.models import Card
from fengdan.teams.queries import on_the_menu
from fengdan.web.shared.fields import Several, Story, Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.numbers import DIGITS

CHOICES = tuple(f"choice{rank}" for rank in range(1, MOST + 1))
LIST = "booklet"  # the id of the list of numbers and names


class BookletNumber(Text):
    """A number of the booklet, as people write it: 7, ７, 7号. Comes out as the mediator's code, or empty."""

    def __init__(self, label: str, **more: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "list": LIST}
        super().__init__(label, 20, widget=forms.TextInput(attrs=attrs), **more)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().to_python(value)).removesuffix("号").strip()
        if not text:
            return ""
        if not (text.isascii() and text.isdigit() and len(text) < DIGITS and int(text) in NUMBERS):
            raise ValidationError(f"“{self.label}”要填手册上的编号：{NUMBERS.start} 到 {NUMBERS.stop - 1} 的数字。")
        card = Card.objects.filter(number=int(text), published=True).first()
        if card is None:
            raise ValidationError(
                f"菜单上没有 {int(text)} 号：可能看错了，也可能已经不在菜单上。请对照手册再填，或者请中心安排。"
            )
        return str(card.pk)


class Wishes(Form):
    """Up to three mediators in order."""

    choice1 = BookletNumber("第一选", required=False, hint="填手册编号，如 7。")
    choice2 = BookletNumber("第二选", required=False)
    choice3 = BookletNumber("第三选", required=False)

    @property
    def menu(self) -> list[tuple[int, str]]:
        """Numbers and names to pick from."""
        cards = on_the_menu(self.at.astimezone(ZONE).date())
        return [(card.number or 0, card.mediator.name) for card in cards]

    def clean(self) -> dict[str, Any]:
        """They are filled in from the first on, so that "第二选" means the same to everybody."""
        said = super().clean() or self.cleaned_data
        for first, second in pairwise(CHOICES):
            if said.get(second) and not said.get(first) and first not in self.errors and first in self.fields:
                self.add_error(first, f"请先填“{self.fields[first].label}”，再填“{self.fields[second].label}”。")
        return said

    def mediators(self) -> tuple[str, ...]:
        """Codes, in order."""
        return tuple(self.cleaned_data[name] for name in CHOICES if self.cleaned_data.get(name))


class Needs(Wishes):
    """With what is needed, and when and where it suits."""

    needs = Several("有什么要求", NEED_LABELS.items(), required=False)
    words = Story("什么时候、在哪里方便", 300, rows=2, required=False)

    @property
    def promise(self) -> str:
        """What whoever orders is told."""
        limit = rules_in_force().limits.get(ORDER)
        when = f"{limit.within}没有共同人选的" if limit else "没有共同人选的"
        return f"我们会问对方同不同意；{when}，由中心安排并说明理由。"
