"""Whole numbers, as form fields and as what a page gives back."""

from typing import Any

from django import forms

DIGITS = 10


class Whole(forms.IntegerField):
    """A whole number from `least` to `most`."""

    def __init__(self, label: str, least: int, most: int, *, hint: str = "", **more: Any) -> None:
        errors = {
            "required": f"请填写“{label}”。",
            "invalid": f"“{label}”应为整数，请重新填写。",
            "min_value": f"“{label}”至少是 {least}。",
            "max_value": f"“{label}”最多是 {most}，请核对。",
        }
        super().__init__(label=label, min_value=least, max_value=most, help_text=hint, error_messages=errors, **more)


def version_of(sent: str) -> int:
    """The version of what a page showed; -1, which nothing has, for anything else."""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < DIGITS else -1
