"""Making a day a working day or a day off, whatever the real calendar says: pages go by the real clock."""

from datetime import date

from fengdan.catalogue.models import CalendarYear


def _next(day: date, **lists: list[str]) -> None:
    last = CalendarYear.objects.filter(year=day.year).order_by("-version").first()
    kept = {"notice": "测试", "off": [], "work": [], "hours": [["08:30", "12:00"], ["14:30", "18:00"]]}
    if last:
        kept = {name: getattr(last, name) for name in kept}
    said = kept | {name: [*kept[name], *more] for name, more in lists.items()}
    CalendarYear.objects.create(year=day.year, version=last.version + 1 if last else 1, **said)


def worked(day: date) -> None:
    _next(day, work=[str(day)])


def day_off(day: date) -> None:
    """Take the day out of the days made up, and let it be off."""
    last = CalendarYear.objects.filter(year=day.year).order_by("-version").first()
    _next(day, off=[str(day)])
    if last and str(day) in last.work:
        CalendarYear.objects.filter(year=day.year, version=last.version + 1).update(
            work=[each for each in last.work if each != str(day)]
        )
