"""What each process of a rebuild does. It imports no model before Django is set up, as a fresh interpreter must."""

import django


def work(share: tuple[int, int]) -> None:
    """Bake a share (kth of n) of what is marked, then whatever is left of the others'."""
    django.setup()
    from series.pages.bake import bake_marked

    bake_marked(share=share)
    bake_marked()
