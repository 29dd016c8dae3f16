"""Form fields that take what people really type, and say in Chinese which field is wrong and what to do."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from fengdan.rulebook import identity
from fengdan.rulebook.errors import Refused
from fengdan.web.shared import words

INVISIBLE = re.compile("[\u200b\u2060\ufeff]")  # comes along with copied text and means nothing
BIDI = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)  # can make a line read differently from what it says
NOT_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})
OLDEST = datetime(1900, 1, 1)  # noqa: DTZ001 - compared before the zone is attached


def _messages(label: str, **more: str) -> dict[str, str]:
    return {"required": f"请填写“{label}”。", "invalid": f"“{label}”格式不对，请核对后重新填写。", **more}


def _unreadable(text: str) -> bool:
    return "\ufffd" in text or any(unicodedata.category(char) in NOT_TEXT for char in text)


class Text(forms.CharField):
    """One line. Any script, emoji and rare characters; no control characters, no direction overrides."""

    multiline = False

    def __init__(self, label: str, max_length: int = 60, *, required: bool = True, hint: str = "", **more: Any) -> None:
        too_long = f"“{label}”最多 %(limit_value)d 个字，现有 %(show_value)d 个字，请删减后再提交。"
        more.setdefault("error_messages", _messages(label, max_length=too_long))
        super().__init__(label=label, max_length=max_length, required=required, help_text=hint, **more)

    def to_python(self, value: Any) -> str:
        text = INVISIBLE.sub("", str(value or ""))
        if self.multiline:
            text = re.sub("\r\n?|[\u2028\u2029]", "\n", text)
        text = text.strip() if self.strip else text
        if BIDI.search(text):
            raise ValidationError(f"“{self.label}”含有改变文字方向的隐藏符号，请删除后重新输入，不要直接粘贴。")
        if _unreadable(text.replace("\n", "").replace("\t", "") if self.multiline else text):
            raise ValidationError(f"“{self.label}”含有无法识别的字符，请删除后重新输入，不要直接粘贴。")
        return text

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: the browser would cut a pasted text silently; we say how much is too much."""
        return {}


class Story(Text):
    """Several lines."""

    multiline = True

    def __init__(self, label: str, max_length: int = 5000, *, rows: int = 5, **more: Any) -> None:
        super().__init__(label, max_length, widget=forms.Textarea(attrs={"rows": rows}), **more)


class Phone(Text):
    """A telephone number reachable from the county, kept as bare digits."""

    def __init__(self, label: str = "联系电话", **more: Any) -> None:
        super().__init__(label, 40, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}), **more)

    def to_python(self, value: Any) -> str:
        text = identity.tidy_phone(super().to_python(value))
        if text:
            _ask(identity.check_phone, text)
        return text


class IdNumber(Text):
    """A resident identity card number, 18 characters."""

    def __init__(self, label: str = "身份证号", **more: Any) -> None:
        super().__init__(
            label, 40, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}), **more
        )

    def to_python(self, value: Any) -> str:
        text = identity.tidy_id_number(super().to_python(value))
        if text:
            _ask(identity.check_id_number, text)
        return text


def _ask(rule: Any, text: str) -> None:
    try:
        rule(text)
    except Refused as refused:
        raise ValidationError(refused.reason) from refused


class PastMoment(forms.DateTimeField):
    """A moment typed by the office's own clock, not after the moment of the request. `Form` sets `at`."""

    at: datetime | None = None

    def __init__(self, label: str = "发生时间", *, required: bool = True, hint: str = "", **more: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        more.setdefault("error_messages", _messages(label, invalid=f"“{label}”不是有效的日期和时间，请重新选择。"))
        super().__init__(label=label, required=required, help_text=hint, widget=widget, **more)

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = super().to_python(value)
            early = moment is not None and timezone.make_naive(moment) < OLDEST
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"]) from error
        if moment is None:
            return None
        if early:
            raise ValidationError(f"“{self.label}”太早了，请核对年份。")
        if self.at is not None and moment > self.at:
            raise ValidationError(f"“{self.label}”不能晚于现在（{words.moment(self.at)}），请改为实际时间。")
        return moment


class Day(forms.DateField):
    """A calendar day."""

    def __init__(self, label: str, *, required: bool = True, hint: str = "", **more: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        more.setdefault("error_messages", _messages(label, invalid=f"“{label}”不是有效的日期，请重新选择。"))
        super().__init__(label=label, required=required, help_text=hint, widget=widget, **more)


class Choice(forms.ChoiceField):
    """One of several. A select, or radio buttons with `radio=True`; `empty` is the select's first line."""

    def __init__(
        self,
        label: str,
        choices: Iterable[tuple[str, Any]] = (),
        *,
        required: bool = True,
        radio: bool = False,
        empty: str = "请选择",
        hint: str = "",
        **more: Any,
    ) -> None:
        offered = list(choices) if radio else [("", empty), *choices]
        message = f"“{label}”的选项已变化，请重新选择。"
        more.setdefault("error_messages", {"required": f"请选择“{label}”。", "invalid_choice": message})
        more.setdefault("widget", forms.RadioSelect if radio else forms.Select)
        super().__init__(label=label, choices=offered, required=required, help_text=hint, **more)


class Several(forms.MultipleChoiceField):
    """Any of several, as check boxes."""

    def __init__(
        self, label: str, choices: Iterable[tuple[str, str]] = (), *, required: bool = True, hint: str = "", **more: Any
    ) -> None:
        message = f"“{label}”的选项已变化，请重新选择。"
        errors = {"required": f"请至少勾选一项“{label}”。", "invalid_choice": message, "invalid_list": message}
        super().__init__(
            label=label,
            choices=list(choices),
            required=required,
            help_text=hint,
            widget=forms.CheckboxSelectMultiple,
            error_messages=errors,
            **more,
        )


class Tick(forms.BooleanField):
    """One check box. Required means it has to be ticked."""

    def __init__(self, label: str, *, required: bool = False, hint: str = "", **more: Any) -> None:
        errors = {"required": f"请勾选“{label}”。"}
        super().__init__(label=label, required=required, help_text=hint, error_messages=errors, **more)
