"""Links as people type them: one a line, "Label: https://…"."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

LINE = re.compile(r"^(?:(?P<label>.*?):\s+)?(?P<url>\S+)$")
MOST = 20


class LinksField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("One a line, like “Shop: https://example.org”."))
        super().__init__(widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}), **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(f"{link.get('label', '')}: {link.get('url', '')}" for link in value)
        return value

    def to_python(self, value: Any) -> list[dict[str, str]]:
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines()]
        return [_link(line, number) for number, line in enumerate(lines, 1) if line]

    def run_validators(self, value: Any) -> None:
        if len(value) > MOST:
            raise ValidationError(_("At most %(most)s links."), params={"most": MOST})

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True


def _link(line: str, number: int) -> dict[str, str]:
    found = LINE.match(line)
    url = found["url"] if found else ""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        raise ValidationError(
            _("Line %(number)s: “%(line)s” is no link. Write it like “Shop: https://example.org”."),
            params={"number": number, "line": line[:80]},
        ) from None
    label = (found["label"] if found else "") or url.split("/")[2]
    return {"label": label, "url": url}
