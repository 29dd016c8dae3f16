"""The form field for a sum of money: typed in yuan, kept in fen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from fengdan.rulebook import money
from fengdan.rulebook.errors import Refused
from fengdan.web.shared.fields import Text


class Yuan(Text):
    """Yuan with at most two decimals; cleaned to whole fen, or None when left empty."""

    def __init__(self, label: str = "多少钱（元）", **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label, 30, widget=widget, **more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return money.read_yuan(text)
        except Refused as refused:
            raise ValidationError(f"“{self.label}”{refused.reason}") from refused
