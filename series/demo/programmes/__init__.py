from series.demo.programmes.change_makers import CHANGE_MAKERS
from series.demo.programmes.create_kindness import CREATE_KINDNESS
from series.demo.programmes.sparks_good import SPARKS_GOOD

PROGRAMMES = (SPARKS_GOOD, CHANGE_MAKERS, CREATE_KINDNESS)

__all__ = ["CHANGE_MAKERS", "CREATE_KINDNESS", "PROGRAMMES", "SPARKS_GOOD"]
