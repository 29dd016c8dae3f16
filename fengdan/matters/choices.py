"""Codes that come from outside: one of those offered, or a refusal."""

from enum import StrEnum
from typing import TypeVar

from django.db.models import TextChoices

from fengdan.rulebook.errors import Refused

Code = TypeVar("Code", bound=StrEnum | TextChoices)


def one_of(choices: type[Code], value: str, field: str) -> Code:
    """The code this value stands for. Raises Refused naming the field."""
    try:
        return choices(value)
    except ValueError:
        raise Refused("请从列表里选择。", field) from None


def said(text: str, field: str, label: str) -> str:
    """A reason that must not be empty. Raises Refused naming the field."""
    if not text.strip():
        raise Refused(f"请填写“{label}”。", field)
    return text
