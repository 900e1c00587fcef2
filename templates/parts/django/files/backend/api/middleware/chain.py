from collections.abc import Awaitable, Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], Awaitable[HttpResponseBase]]
"""What middleware gets, and what it gives."""
