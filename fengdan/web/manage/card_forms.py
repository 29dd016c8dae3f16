"""What is typed about a mediator's card."""

from typing import Any

from django import forms
from django.utils import timezone

from fengdan.catalogue.models import MatterType
from fengdan.rulebook.menu import LANGUAGES, NUMBERS, STRENGTHS
from fengdan.units.models import Area
from fengdan.web.shared.attachment import Attachment
from fengdan.web.shared.fields import Day, Several, Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.numbers import Whole

FIRST_YEAR, LAST_YEAR = 1950, 2100


class CardForm(Form):
    """Whatever is known so far may be saved; what is missing for the menu is told, and keeps it off."""

    number = Whole(
        "手册编号", NUMBERS.start, NUMBERS.stop - 1, required=False, hint="不填的，公布时给最小的空号。定了尽量不改。"
    )
    since = Whole("从哪一年开始做调解", FIRST_YEAR, LAST_YEAR, required=False)
    types = Several("受理范围", required=False)
    strengths = Several("擅长", [(word, word) for word in STRENGTHS], required=False)
    languages = Several("会说的话", [(word, word) for word in LANGUAGES], required=False)
    areas = Several("服务乡镇", required=False, hint="服务全县的不用勾。")
    seat = Text("在哪里办公", 60, required=False, hint="如：县综治中心、文峰镇综治中心。不写家庭住址。")
    court = Text("邀请的法院", 60, required=False, hint="特邀调解员必须填；不是特邀的不填。")
    introduction = Text("简介", 200, required=False, hint="两三句话。不写个人电话：联系都由中心安排。")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        types = MatterType.objects.filter(kind=MatterType.Kind.DISPUTE).order_by("code")
        towns = Area.objects.filter(kind=Area.Kind.TOWNSHIP).order_by("code").values_list("code", "name")
        self.fields["types"].choices = [(row.pk, row.full_name) for row in types]  # type: ignore[attr-defined]
        self.fields["areas"].choices = list(towns)  # type: ignore[attr-defined]

    def clean_since(self) -> int | None:
        since: int | None = self.cleaned_data["since"]
        if since is not None and since > timezone.localdate(self.at).year:
            raise forms.ValidationError("“从哪一年开始做调解”不能晚于今年，请核对。")
        return since


class PhotoForm(Form):
    photo = Attachment(
        "照片",
        required=True,
        hint="半身照，JPG 或 PNG。存下来的是一张小图，拍照的地点、时间等信息会去掉。",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )


class ConsentForm(Form):
    given_on = Day("本人签同意书的日期")
