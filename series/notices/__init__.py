"""Telling staff, at the desk: what concerns whom, once."""

from series.notices.notify import notify

__all__ = ["notify"]
