class StoreTrouble(Exception):
    pass


def promote(revision_ids: list[int]) -> None:
    pass


def retract(revision_ids: list[int]) -> None:
    pass
