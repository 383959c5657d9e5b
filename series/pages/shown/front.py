"""What stands on the hub's front: as an editor arranged it, as far as that is public; else as it arranges itself."""

from dataclasses import dataclass

from series.pages.live import LiveSet, LiveSubject

# What a hub shows that nobody has arranged.
PLAIN_SECTIONS = ("latest", "upcoming", "series", "figures", "resources")


@dataclass(frozen=True)
class Arrangement:
    """`hero` is an episode or a teaser, or None: the newest film. `teasers` is empty: whoever comes next."""

    sections: tuple[str, ...] = PLAIN_SECTIONS
    hero: LiveSubject | None = None
    teasers: tuple[LiveSubject, ...] = ()
    text: str = ""


def arrangement(live: LiveSet) -> Arrangement:
    front = live.front()
    if front is None:
        return Arrangement()
    content = front.content
    chosen = live.many(content.get("teasers") or [])
    return Arrangement(
        sections=tuple(content["sections"]),
        hero=_hero(front, live=live),
        teasers=tuple(t for t in chosen.values() if t.kind == "teaser" and t.path and _comes(t)),
        text=content.get("text") or "",
    )


def _hero(front: LiveSubject, *, live: LiveSet) -> LiveSubject | None:
    """The chosen episode if it is out, else what may be said of it, else nothing."""
    chosen = front.content.get("hero")
    if chosen is None or front.window_state == "closed":
        return None
    episode = live.get(chosen)
    if episode is not None:
        return episode if episode.kind == "episode" and episode.path else None
    teaser = live.teaser_of(chosen)
    return teaser if teaser is not None and teaser.path and _comes(teaser) else None


def _comes(teaser: LiveSubject) -> bool:
    return teaser.premiere_status != "cancelled"
