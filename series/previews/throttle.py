"""Guessing slowed down: so many misses from one source, and it is told to wait. In this process' memory, for a minute.

Only misses are held up. Behind a proxy all visitors may share one address, and whoever has a living link must not be
kept out by somebody who guesses.
"""

import secrets
import threading
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from hashlib import blake2b

from django.http import HttpRequest


@dataclass
class Throttle:
    """`allowed` misses in `seconds`. A source is a keyed hash of an address; the key dies with the process."""

    allowed: int = 20
    seconds: float = 60.0
    sources: int = 10_000
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _misses: OrderedDict[bytes, deque[float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def missed(self, request: HttpRequest) -> int:
        """Note a miss. Seconds that its source has to wait; 0 while it has not guessed too often."""
        now = time.monotonic()
        with self._lock:
            source = self._source(request)
            misses = self._misses.setdefault(source, deque(maxlen=self.allowed + 1))
            misses.append(now)
            self._misses.move_to_end(source)
            if len(self._misses) > self.sources:
                self._misses.popitem(last=False)
            passed = now - misses[0]
            if len(misses) <= self.allowed or passed >= self.seconds:
                return 0
            return max(1, round(self.seconds - passed))

    def _source(self, request: HttpRequest) -> bytes:
        # nginx writes the header anew, so its last word is from a hop that we know.
        hop = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        address = hop or request.META.get("REMOTE_ADDR", "")
        return blake2b(address.encode(), key=self._key, digest_size=16).digest()


guesses = Throttle()
