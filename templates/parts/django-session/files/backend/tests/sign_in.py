from rest_framework.test import APIClient

from apps.users.models import Role, User

PASSWORD = "a password for tests"


def sign_in(role: str) -> APIClient:
    """A client whose requests are those of a new user with that role."""
    email = f"{role}@example.com"
    User.objects.create_user(email, PASSWORD, role=Role(role))
    client = APIClient(raise_request_exception=False)
    client.post("/api/auth/login", {"email": email, "password": PASSWORD})
    return client
