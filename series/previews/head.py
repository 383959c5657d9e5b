"""What others make of a page: a search engine's result, a card in a conversation. Read from the page itself."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

# About what search engines show before they cut; they measure pixels and promise nothing.
TITLE = 60
DESCRIPTION = 155


@dataclass
class Head:
    title: str = ""
    address: str = ""
    metas: dict[str, str] = field(default_factory=dict)

    @property
    def description(self) -> str:
        return self.metas.get("description", "")

    @property
    def title_cut(self) -> str:
        return cut(self.title, to=TITLE)

    @property
    def description_cut(self) -> str:
        return cut(self.description, to=DESCRIPTION)

    @property
    def trail(self) -> str:
        """The address as engines write it: "hub.example › soap › 3-soap"."""
        parts = urlsplit(self.address)
        return " › ".join([parts.netloc, *filter(None, unquote(parts.path).split("/"))])

    @property
    def card_title(self) -> str:
        return self.metas.get("og:title", self.title)

    @property
    def card_description(self) -> str:
        return self.metas.get("og:description", self.description)

    @property
    def picture(self) -> str:
        return self.metas.get("og:image", "")

    @property
    def picture_alt(self) -> str:
        return self.metas.get("og:image:alt", "")

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc


def cut(text: str, *, to: int) -> str:
    """As a result is cut: at a word, with an ellipsis."""
    if len(text) <= to:
        return text
    return text[:to].rsplit(" ", 1)[0].rstrip(" ,;:.·–—") + " …"


def read(page: bytes) -> Head:
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    return reader.head


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "title" and not self.head.title:
            self._in_title = True
        elif tag == "meta" and "content" in given:
            # The first of several counts, as it does elsewhere.
            self.head.metas.setdefault(given.get("property") or given.get("name", ""), given["content"])
        elif tag == "link" and given.get("rel") == "canonical":
            self.head.address = given.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.head.title += data
