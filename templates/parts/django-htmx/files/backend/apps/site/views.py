"""What the views of pages have in common."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.generic import FormView, View

from api.errors import AppError, ForbiddenError
from api.problems import problem_response
from apps.sign_in.authentication import COOKIE_NAME, identify
from apps.site.forms import FormWithSerializer
from apps.users.permissions import OnlyAdminsDelete


class SeeOther(HttpResponseRedirect):
    """Leads on to a page, after a form too (RFC 9110, 15.4.4)."""

    status_code = 303


class PageView(View):
    def http_method_not_allowed(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        detail = f"{request.path} does not answer {request.method}"
        allowed = (it.upper() for it in self.http_method_names if hasattr(self, it))
        headers = {"Allow": ", ".join(allowed)}
        return problem_response(request, status=405, detail=detail, headers=headers)


class SignedInView(PageView):
    """For who is signed in. Everybody else is led to where that is done."""

    only_admins = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = identify(request.COOKIES.get(COOKIE_NAME, ""))
        if found is None:
            return SeeOther(reverse("sign_in"))
        request.user, _ = found
        if self.only_admins and not request.user.is_admin:
            raise ForbiddenError(OnlyAdminsDelete.message)
        return super().dispatch(request, *args, **kwargs)


class FormPage(FormView):
    """A form that comes again, with what was typed and what is wrong, until it is accepted."""

    # Those that no field explains become pages of their own otherwise.
    shows_all_refusals = False

    def accept(self, values: dict[str, Any]) -> HttpResponse:
        """Does what the form is for and leads on. May raise AppError."""
        raise NotImplementedError

    def form_valid(self, form: FormWithSerializer) -> HttpResponse:
        try:
            return self.accept(form.cleaned_data)
        except AppError as error:
            if not error.errors and not self.shows_all_refusals:
                raise
            form.refuse(error)
            return self._again(form, error.status, error.headers)

    def form_invalid(self, form: FormWithSerializer) -> HttpResponse:
        return self._again(form, 422, {})

    def _again(
        self, form: FormWithSerializer, status: int, headers: Mapping[str, str]
    ) -> HttpResponse:
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=status, headers=headers)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return problem_response(
        request, status=403, detail="This form is not from here, or is too old. Load its page again."
    )
