"""What creators announces. The series app registers what must follow; this app knows nothing of it.

A hook is called inside the transaction of the act, so what follows commits with it or not at all.
"""

from collections.abc import Callable

from creators.models import Consent

# Before the consent's row is touched: whoever must hold rows of their own takes them here, so that all take locks in
# one order.
consent_withdrawing: list[Callable[[Consent], None]] = []
consent_withdrawn: list[Callable[[Consent], None]] = []
