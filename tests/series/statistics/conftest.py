import pytest

from series.models import Page
from tests.factories import live as make


@pytest.fixture
def film(db) -> Page:
    """The page of a film that is out, on a hub of its own."""
    make.make_live_site()
    return Page.objects.get(subject=make.make_live_episode(), kind="episode")


@pytest.fixture
def tell(client):
    """As the script of a page tells; `headers` are the browser's."""

    def tell(page, what="play", site="", **headers):
        said = {"page": page if isinstance(page, str) else page.path, "what": what, "from": site}
        return client.post("/count", said, headers={"Origin": "http://testserver", **headers})

    return tell
