"""Exceptions of the domain whose message is a sentence for the person who asked."""

from series import cadence
from series.locks import Locked
from series.reviews import OwnWork
from series.scheduling import NotPossible
from sparks.states import IllegalMove

SENTENCES = (NotPossible, Locked, OwnWork, IllegalMove, cadence.Refused)
