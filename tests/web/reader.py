"""A page as a browser without scripts takes it: its words, what its forms would send, what explains a field."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"input", "meta", "link", "img", "br", "hr"})
MACHINERY = frozenset({"csrfmiddlewaretoken", "once", "seen"})

Typed = dict[str, list[str]]


@dataclass
class FormRead:
    action: str
    method: str
    sends: Typed = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)

    def typed(self) -> Typed:
        """What a person filled in, without what the page put there for itself."""
        return {name: values for name, values in self.sends.items() if name not in MACHINERY}

    def filled(self, **changes: str | list[str] | None) -> Typed:
        """What is sent after these changes; None leaves a field out of the request altogether."""
        sent = self.sends | {name: [value] if isinstance(value, str) else value for name, value in changes.items()}
        return {name: values for name, values in sent.items() if values is not None}


class Page(HTMLParser):
    """Read `html`: `words`, `forms`, `tags` (name, attributes) and the text inside every element with an id.

    `options` are the values of each select.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.forms: list[FormRead] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text_of: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []  # (tag, id)
        self._select: tuple[str, list[str]] | None = None  # (name, values chosen or first offered)
        self._area: str | None = None
        self.feed(html)
        self.close()

    def form(self, action: str) -> FormRead:
        (found,) = [form for form in self.forms if form.action == action]
        return found

    def offers(self, name: str) -> list[str]:
        """The values of the radio buttons or check boxes of a field."""
        return [attrs["value"] for tag, attrs in self.tags if tag == "input" and attrs.get("name") == name]

    def explains(self, name: str) -> str:
        """The texts that aria-describedby ties to a field."""
        tied = [attrs for _, attrs in self.tags if attrs.get("id") == f"id_{name}" and "aria-describedby" in attrs]
        return " ".join(self.text_of[each] for attrs in tied for each in attrs["aria-describedby"].split())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in attributes}
        self.tags.append((tag, attrs))
        if tag not in VOID:
            self._open.append((tag, attrs.get("id", "")))
        if tag == "form":
            self.forms.append(FormRead(attrs.get("action", ""), attrs.get("method", "get")))
        elif tag == "input":
            self._input(attrs)
        elif tag == "textarea":
            self._area = attrs["name"]
            self._say(attrs["name"], "")
        elif tag == "select":
            self._select = (attrs["name"], [])
        elif tag == "option" and self._select:
            self._option(self._select, attrs)
        elif tag == "button" and attrs.get("name"):
            self.forms[-1].buttons.append(f"{attrs['name']}={attrs['value']}")

    def _option(self, select: tuple[str, list[str]], attrs: dict[str, str]) -> None:
        name, chosen = select
        self.options.setdefault(name, []).append(attrs.get("value", ""))
        if "selected" in attrs:
            chosen.append(attrs.get("value", ""))

    def _input(self, attrs: dict[str, str]) -> None:
        name, kind = attrs.get("name"), attrs.get("type", "text")
        if name and (kind not in {"radio", "checkbox"} or "checked" in attrs):
            self._say(name, attrs.get("value", "on" if kind == "checkbox" else ""))

    def _say(self, name: str, value: str) -> None:
        self.forms[-1].sends.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            name, chosen = self._select
            self._say(name, chosen[-1] if chosen else "")
            self._select = None
        elif tag == "textarea":
            self._area = None
        while self._open:
            opened, _ = self._open.pop()
            if opened == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            values = self.forms[-1].sends[self._area]
            values[-1] += data.removeprefix("\n") if not values[-1] else data
            return
        self.words += data
        for _, element in self._open:
            if element:
                self.text_of[element] = self.text_of.get(element, "") + data


def read(response) -> Page:
    return Page(response.content.decode())
