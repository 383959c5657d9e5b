"""Everybody asks at the instant: files answer, and the page is baked once."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from series.models import Mark, Page
from series.pages import files
from series.pages.bake import Baked, bake, bake_marked
from sparks.embedded import nginx
from tests.factories import subjects
from tests.nginx.conftest import make_site
from tests.races.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

CLIENTS, BAKERS = 500, 4


@pytest.fixture
def address(settings, tmp_path_factory):
    root = tmp_path_factory.mktemp("front")
    root.chmod(0o755)
    site = make_site(root, pages_root=settings.PAGES_ROOT)
    server = nginx.start(site, binary=nginx.wheel_binary())
    yield f"http://{site.listen[0]}/"
    server.stop()


def test_D6_five_hundred_clients_at_the_instant_meet_one_bake_and_whole_pages(address):
    subjects.published(subjects.make_episode())
    bake_marked()
    home = Page.objects.get(path="/")
    before = files.page_file("/").read_bytes()
    subjects.published(subjects.make_episode())
    Mark.objects.exclude(page=home).delete()

    def ask(_number: int) -> tuple[int, bytes]:
        answer = visitor.get(address, headers={"Accept-Encoding": "identity"})
        return answer.status_code, answer.content

    with httpx.Client(timeout=30) as visitor, ThreadPoolExecutor(max_workers=50) as clients:
        answers = clients.map(ask, range(CLIENTS))
        baked = together(*[lambda: bake(home.pk)] * BAKERS)
        seen = set(answers)
        last = ask(0)
    after = files.page_file("/").read_bytes()

    assert sorted(baked) == [*[Baked.LEFT] * (BAKERS - 1), Baked.WRITTEN]
    assert seen <= {(200, before), (200, after)}
    assert last == (200, after)
    assert before != after
