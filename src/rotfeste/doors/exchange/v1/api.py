"""The API: its description, its problems (RFC 9457), and the endpoints gathered."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from rotfeste.doors.exchange.token import TokenRefused
from rotfeste.doors.exchange.v1 import courses, permits

api = NinjaAPI(
    title="Rotfeste",
    version="1.0.0",
    description="For the own systems of authorities and municipalities. Log-in by Maskinporten; errors as in RFC 9457.",
    urls_namespace="exchange-v1",
    docs_url=None,
)
api.add_router("/permits", permits.router)
api.add_router("/courses", courses.router)


def problem(request: HttpRequest, status: int, kind: str, title: str, detail: object = None) -> HttpResponse:
    """One problem: `type` is stable, `detail` says what to do. Never personal data."""
    body = {"type": f"/problems/{kind}", "title": title, "status": status}
    if detail is not None:
        body["detail"] = detail
    answer = api.create_response(request, body, status=status)
    answer["Content-Type"] = "application/problem+json"
    return answer


@api.exception_handler(TokenRefused)
def token_refused(request: HttpRequest, error: TokenRefused) -> HttpResponse:
    """401: the token does not open this door."""
    answer = problem(request, 401, "token", "The token was refused.", f"Claim or check that failed: {error}.")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(permits.Refused)
def refused(request: HttpRequest, error: permits.Refused) -> HttpResponse:
    """4xx: the call was understood and refused."""
    return problem(request, error.status, error.kind, error.title, error.detail)


@api.exception_handler(courses.RowsRefused)
def rows_refused(request: HttpRequest, error: courses.RowsRefused) -> HttpResponse:
    """422: rows are wrong, and nothing is kept. Each row, its field, and the remedy in bokmål and nynorsk."""
    return problem(request, 422, "rows-refused", "Nothing is kept: some rows are wrong.", error.faults)


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: the call does not fit the description. Places and kinds of fault, not the values."""
    faults = [{"place": ".".join(map(str, each["loc"])), "fault": each["type"]} for each in error.errors]
    return problem(request, 422, "shape", "The call does not fit the description.", faults)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Any other refusal by the framework."""
    if error.status_code == 401:
        return token_refused(request, TokenRefused("no token"))
    return problem(request, error.status_code, "request", "The call could not be read.", "Check that the body is JSON.")
