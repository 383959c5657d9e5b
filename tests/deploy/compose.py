"""docker-compose.yml, read as Compose reads it, and its commands carried over to this machine."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yml"
# What an operator writes into .env.
OPERATOR = {
    "PUBLIC_URL": "https://hub.example.org",
    "ENVIRONMENT_ID": "compose-test",
    "S3_PUBLIC_URL": "https://media.example.org/public",
}
_VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?:(?P<how>:[-?])(?P<word>[^}]*))?\}")


def read(variables: Mapping[str, str] = OPERATOR) -> dict[str, Any]:
    return _in_every_string(yaml.safe_load(FILE.read_text()), variables)


def _in_every_string(node: Any, variables: Mapping[str, str]) -> Any:
    if isinstance(node, dict):
        return {key: _in_every_string(value, variables) for key, value in node.items()}
    if isinstance(node, list):
        return [_in_every_string(value, variables) for value in node]
    return interpolate(node, variables) if isinstance(node, str) else node


def interpolate(text: str, variables: Mapping[str, str]) -> str:
    """`${NAME}`, `${NAME:-default}`, `${NAME:?why}` and `$$`, as the Compose specification says."""

    def value(found: re.Match[str]) -> str:
        if found.group() == "$$":
            return "$"
        given = variables.get(found["name"], "")
        if not given and found["how"] == ":-":
            return found["word"]
        if not given:
            raise KeyError(f"{found['name']} is missing: {found['word']}")
        return given

    return _VARIABLE.sub(value, text)


@dataclass(frozen=True)
class Ground:
    """A folder that stands for the containers' file systems, and the local parts that stand for the others."""

    folder: Path
    database_url: str
    redis_url: str
    s3_endpoint: str = "http://127.0.0.1:9"

    def here(self, word: str) -> str:
        """A word of a command or a value of the environment, with the containers' paths moved below `folder`."""
        return re.sub(r"(?<![\w.])/(?=(?:srv|app/collected|run/secrets|tmp)\b)", f"{self.folder}/", word)

    def command(self, service: Mapping[str, Any], **instead: str) -> list[str]:
        words = [self.here(str(word)) for word in [*service.get("entrypoint", []), *service["command"]]]
        for old, new in instead.items():
            words = [word.replace(PLACES[old], new) for word in words]
        return words

    def environment(self, service: Mapping[str, Any]) -> dict[str, str]:
        """What Compose would give, and of our own environment only what finds the programs."""
        given = {name: self.here(str(value)) for name, value in service.get("environment", {}).items()}
        if "S3_ENDPOINT_URL" in given:
            given["S3_ENDPOINT_URL"] = self.s3_endpoint
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return {"PATH": path, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **given}


# Addresses that only containers have.
PLACES = {"web": "0.0.0.0:8000", "store": "0.0.0.0", "front": "web:8000"}
