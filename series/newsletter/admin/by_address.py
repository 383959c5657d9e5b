from django.db.models import QuerySet
from django.http import HttpRequest

from series.newsletter.addresses import keys, one_spelling


class ByAddress:
    """Found by a whole address and by no part of one: for a ModelAdmin of rows that keep its hash."""

    search_fields = ["address_key"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        try:
            return queryset.filter(address_key__in=keys(one_spelling(search_term))), False
        except ValueError:
            return queryset.none(), False
