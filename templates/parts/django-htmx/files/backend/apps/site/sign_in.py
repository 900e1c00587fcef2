from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.urls import reverse, reverse_lazy

from apps.sign_in.authentication import COOKIE_NAME
from apps.sign_in.services import sign_in, sign_out
from apps.sign_in.session_cookie import delete_session_cookie, set_session_cookie
from apps.site.forms import EmailField, FormWithSerializer, PasswordField
from apps.site.views import FormPage, PageView, SeeOther
from apps.users.attempts import counting_failures
from apps.users.serializers import CredentialsSerializer
from apps.users.services import register_user


class SignInForm(FormWithSerializer):
    serializer_class = CredentialsSerializer

    email = EmailField(label="Email", autocomplete="email")
    password = PasswordField(label="Password", autocomplete="current-password")


class RegisterForm(SignInForm):
    password = PasswordField(label="Password", autocomplete="new-password")


class EntrancePage(FormPage):
    """One of the two ways in: both ask for the same."""

    template_name = "site/sign_in.html"
    shows_all_refusals = True

    def accept(self, values: dict[str, Any]) -> HttpResponse:
        with counting_failures(self.request):
            self.prepare(values)
            former_session_id = self.request.COOKIES.get(COOKIE_NAME, "")
            started = sign_in(**values, former_session_id=former_session_id)
        # A token that somebody else knew is worth nothing from now on.
        rotate_token(self.request)
        response = SeeOther(reverse("home"))
        set_session_cookie(response, started.session_id)
        return response

    def prepare(self, values: dict[str, Any]) -> None:
        """Before signing in."""


class SignInPage(EntrancePage):
    form_class = SignInForm
    extra_context = {
        "title": "Sign in",
        "heading": "Welcome back",
        "question": "No account yet?",
        "other": "Register",
        "other_path": reverse_lazy("register"),
    }


class RegisterPage(EntrancePage):
    form_class = RegisterForm
    extra_context = {
        "title": "Register",
        "heading": "Create an account",
        "question": "Already registered?",
        "other": "Sign in",
        "other_path": reverse_lazy("sign_in"),
    }

    def prepare(self, values: dict[str, Any]) -> None:
        register_user(**values)


class SignOutView(PageView):
    def post(self, request: HttpRequest) -> HttpResponse:
        sign_out(request.COOKIES.get(COOKIE_NAME, ""))
        response = SeeOther(reverse("sign_in"))
        delete_session_cookie(response)
        return response
