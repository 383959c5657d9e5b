"""Where the wheels that carry the real parts were installed."""

from importlib.util import find_spec
from pathlib import Path

from sparks.embedded.trouble import StackError


def package_folder(name: str) -> Path:
    """The folder of an installed package, without importing it (several set up things of their own)."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise StackError(
            f"The package {name} is not installed; run the stack by `make run`, which installs it."
        )
    return Path(spec.submodule_search_locations[0])
