"""The desk's side of previews: the page around one, its bytes, and the links for people without an account."""

from series.admin.previews import links

__all__ = ["links"]
