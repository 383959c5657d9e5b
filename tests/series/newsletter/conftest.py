from collections.abc import Iterator

import pytest

from tests.series.publishing.effects.receivers import Mailbox


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    with Mailbox() as here:
        settings.MAILERS = here.mailers
        yield here
