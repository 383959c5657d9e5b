"""How the tests reach the desk: as one of the cast, by the name of a page."""

import re
from html.parser import HTMLParser
from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse

from sparks.accounts.models import User


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def change(thing: models.Model) -> str:
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])


def add(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def listing(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def history(thing: models.Model) -> str:
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_history", args=[thing.pk])


def act_url(thing: models.Model, name: str) -> str:
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_act", args=[thing.pk, name])


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def act(client: Client, thing: models.Model, name: str, *, steps: int = 1, **typed: Any) -> Any:
    """Go through an act as a person does: open its page, then send it; `steps` is 2 where it is shown first."""
    url = act_url(thing, name)
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    for _ in range(steps):
        page = response.content.decode()
        data = {**typed, "seen": hidden(page, "seen"), "looked": hidden(page, "looked")}
        response = client.post(url, data)
    return response


def said(client: Client, response: Any) -> list[str]:
    """The messages on the page that the answer leads to."""
    page = client.get(response.url)
    return [str(message) for message in page.context["messages"]]


def form_of(client: Client, url: str) -> dict[str, Any]:
    """The fields of a form as a browser would send them back untouched, files left out."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    data: dict[str, Any] = {}
    context = response.context
    forms = [context["adminform"].form]
    for formset in context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if field.field.widget.needs_multipart_form or value is None:
                continue
            data[field.html_name] = value
    return data


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.text: str | None = None

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        if tag == "textarea" and given.get("name"):
            self.text = given["name"]
            self.found.setdefault(self.text, []).append("")
        if tag == "input" and given.get("name") and given.get("type", "text") in {"hidden", "text"}:
            self.found.setdefault(given["name"], []).append(given.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self.text:
            self.found[self.text][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.text = None


def inputs(response: Any) -> dict[str, list[str]]:
    """What a page's fields would send, choices left out."""
    parser = _Inputs()
    parser.feed(response.content.decode())
    return parser.found


def bring_together(client: Client, url: str, screen: Any, **choices: str) -> Any:
    """Answer the merge screen: for each field that clashes, `theirs`, `yours`, or a text of one's own."""
    sent = inputs(screen)
    for name, choice in choices.items():
        sent[f"merge-{name}"] = [choice if choice in {"theirs", "yours"} else "edit"]
        if choice not in {"theirs", "yours"}:
            sent[f"edit-{name}"] = [choice]
    return client.post(url, sent)
