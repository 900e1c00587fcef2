import unittest
import uuid
from datetime import timedelta

import django
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "app.tokens"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["testserver"],
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from rest_framework.permissions import IsAuthenticated  # noqa: E402
from rest_framework.request import Request  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.test import APIRequestFactory, force_authenticate  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

from app.core.permissions import HasRole  # noqa: E402
from app.errors import UnauthorizedError  # noqa: E402
from app.tokens.models import RefreshToken, issue_refresh_token, rotate_refresh_token  # noqa: E402

USER = uuid.uuid4()
urlpatterns: list[object] = []


class AdminView(APIView):
    permission_classes = (IsAuthenticated, HasRole)
    allowed_roles = ("admin",)

    def get(self, request: Request) -> Response:
        return Response({"ok": True})


class ForgottenView(AdminView):
    allowed_roles = ()


class AuthTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        call_command("migrate", run_syncdb=True, verbosity=0)

    def test_a_used_token_that_comes_back_ends_the_sign_in_for_both(self) -> None:
        first, other = issue_refresh_token(USER), issue_refresh_token(USER)
        user_id, second = rotate_refresh_token(first)
        self.assertEqual(user_id, USER)
        for stolen in (first, second):
            with self.assertRaises(UnauthorizedError):
                rotate_refresh_token(stolen)
        self.assertEqual(rotate_refresh_token(other)[0], USER)

    def test_an_expired_token_is_refused(self) -> None:
        token = issue_refresh_token(USER)
        RefreshToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        with self.assertRaises(UnauthorizedError):
            rotate_refresh_token(token)

    def test_a_view_asks_for_one_of_its_roles(self) -> None:
        member = User.objects.create(username="ada")
        admin = User.objects.create(username="grace")
        admin.groups.add(Group.objects.create(name="admin"))

        def status_for(view: type[APIView], user: User | None) -> int:
            request = APIRequestFactory().get("/")
            force_authenticate(request, user)
            return view.as_view()(request).status_code

        self.assertEqual(status_for(AdminView, member), 403)
        self.assertEqual(status_for(AdminView, admin), 200)
        self.assertEqual(status_for(ForgottenView, admin), 403)
        self.assertIn(status_for(AdminView, None), (401, 403))
