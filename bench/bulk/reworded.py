"""Anything that stands in a model's rows and facts, as it reads in the copy."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from django.db import models

from bench.bulk import texts, way
from bench.bulk.models import APART, Model
from fengdan.matters.models import Agreement, Matter, OralAgreement
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.numbering import matter_id

NUMBERED = (Agreement, OralAgreement)
LONG = re.compile(r"[0-9]{13,}")  # the ids of the models are this long
NEWS = timedelta(days=14)  # letters older than that have been read
Row = tuple[type[models.Model], int]


@dataclass(frozen=True)
class Order:
    """What one copy is to be: of which model, shifted by so much, with this code and these running numbers."""

    model: int
    shift: timedelta
    code: str
    numbers: tuple[int, ...]
    seed: int


@dataclass
class Reworded:
    """A model in other words. `first` are the ids its rows begin with."""

    model: Model
    order: Order
    first: dict[type[models.Model], int]

    def __post_init__(self) -> None:
        random = Random(self.order.seed)
        one, other = texts.name(random), texts.name(random)
        self.id = matter_id(self.order.code)
        self.words = {
            way.STORY: texts.story(random, one, other),
            way.PLACE: texts.place(random),
            way.ONE: one,
            way.OTHER: other,
            way.ONE_PHONE: texts.phone(random),
            way.OTHER_PHONE: texts.phone(random),
            self.model.matter["code"]: self.order.code,
        }
        self.ids = {str(self.model.matter["id"]): str(self.id)}
        for model, rows in self.model.rows.items():
            if model is not Matter:
                first = self.first[model]
                self.ids |= {str(row["id"]): str(first + number) for number, row in enumerate(rows)}
        self.paper = self._papers()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join([*map(re.escape, self.words), LONG.pattern]))

    def _papers(self) -> dict[int, tuple[int, int, str]]:
        """Id in the model → year, running number and number of each agreement."""
        found, numbers = {}, iter(self.order.numbers)
        for kind in NUMBERED:
            for row in self.model.rows.get(kind, ()):
                day = row["frozen_at" if kind is Agreement else "reached_at"] + self.order.shift
                year, sequence = day.astimezone(ZONE).year, next(numbers)
                number = row["number"].replace(f"（{row['year']}）", f"（{year}）")
                found[row["id"]] = year, sequence, number.replace(f"第{row['sequence']}号", f"第{sequence}号")
        return found

    def text(self, value: str) -> str:
        return self.pattern.sub(lambda hit: self.words.get(hit[0]) or self.ids.get(hit[0], hit[0]), value)

    def value(self, value: Any) -> Any:
        """Anything that stands in a row or in facts, as it reads in the copy."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, int):
            return int(self.ids.get(str(value), value)) if value >= APART else value
        if isinstance(value, date):
            return value + (self.order.shift if isinstance(value, datetime) else timedelta(days=self.order.shift.days))
        if isinstance(value, dict):
            return {self.text(key): self.value(held) for key, held in value.items()}
        return [self.value(held) for held in value] if isinstance(value, list) else value
