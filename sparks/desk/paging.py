from typing import Any

from django.core.paginator import Page, Paginator


class RowsLast(Paginator):
    """For a list of the desk: skips over keys alone, so that what a row says of other tables is read for those of
    its page and no others, on the last page as on the first.
    """

    object_list: Any

    def page(self, number: int | str) -> Page:
        if self.object_list.query.distinct:
            return super().page(number)
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = self.count if number == self.num_pages else first + self.per_page
        keys = self.object_list.values("pk")[first:last]
        return Page(self.object_list.filter(pk__in=keys), number, self)
