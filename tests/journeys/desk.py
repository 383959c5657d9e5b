"""The desk in a browser, as a person there speaks of it."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories import people


class Desk:
    """What a person does at the desk, in their words."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def sign_in(self, name: str) -> None:
        self.page.context.clear_cookies()
        people.person(name)
        self.page.goto(self.url + reverse("admin:login"))
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(people.PASSWORD)
        self.page.get_by_role("button", name="Go on").click()
        expect(self.page.get_by_role("heading", name="Today")).to_be_visible()

    def open(self, path: str) -> None:
        response = self.page.goto(self.url + path)
        assert response is not None
        assert response.status == 200, (path, response.status)

    def press(self, name: str) -> None:
        self.page.locator(".desk-buttons").get_by_text(name, exact=True).first.click()

    def tab(self, name: str) -> None:
        """Open a part of a form."""
        self.page.get_by_role("tab", name=name).click()

    def save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()

    def reads(self, words: str) -> None:
        expect(self.page.locator("body")).to_contain_text(words)
