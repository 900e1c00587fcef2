"""Answers to what no view has answered."""

from django.http import HttpRequest, HttpResponse

from api.problems import problem_response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_response(request, status=400, detail="The request could not be read")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_response(request, status=403, detail="This is not allowed")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    detail = f"Nothing answers {request.method} {request.path}"
    return problem_response(request, status=404, detail=detail)


def server_error(request: HttpRequest) -> HttpResponse:
    return problem_response(request, status=500, detail="The request could not be completed")
