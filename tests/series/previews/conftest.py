import pytest

from series.previews import throttle


@pytest.fixture(autouse=True)
def _nobody_has_guessed() -> None:
    throttle.guesses._misses.clear()
