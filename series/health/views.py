from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from series.health.report import report


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """This process answers. It asks nothing else, so that trouble elsewhere restarts nobody."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 while every finding is good, else 503. The body says why, a sentence each."""
    findings = report()
    ready = all(finding.ok for finding in findings)
    content = {
        "ready": ready,
        "checks": [{"name": one.name, "ok": one.ok, "sentence": one.sentence} for one in findings],
    }
    return JsonResponse(content, status=200 if ready else 503)
