"""A form's groups of fields as tabs, with the number of errors in each. Without script they follow one another."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.helpers import Fieldset, InlineAdminFormSet


@dataclass
class Tab:
    key: str
    name: str
    fieldset: Fieldset
    inlines: list[InlineAdminFormSet] = field(default_factory=list)

    @property
    def errors(self) -> int:
        own = sum(1 for line in self.fieldset for one in line if not one.is_readonly and one.errors())
        return own + sum(_errors(inline.formset) for inline in self.inlines)


def tabs_of(fieldsets: Iterable[Fieldset], inlines: Iterable[InlineAdminFormSet]) -> list[Tab]:
    """A tab for each named group, the forms below on the tab they name, else on the last. [] where one is enough."""
    tabs = [Tab(f"tab-{place}", str(one.name or ""), one) for place, one in enumerate(fieldsets, 1)]
    if len(tabs) < 2:
        return []
    for inline in inlines:
        wanted = str(getattr(inline.opts, "on_tab", ""))
        next((tab for tab in tabs if tab.name == wanted), tabs[-1]).inlines.append(inline)
    return tabs


def _errors(formset: Any) -> int:
    return sum(len(form.errors) for form in formset.forms) + len(formset.non_form_errors())
