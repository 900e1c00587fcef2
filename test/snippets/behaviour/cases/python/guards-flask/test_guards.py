import unittest

from flask import Blueprint, Flask

from app.auth.access_tokens import AccessTokens, Principal
from app.auth.guards import current_principal, require_role
from app.pipeline import add_pipeline

tokens = AccessTokens("a secret that is only for this test", "shop", "shop-api")
removed: list[str] = []
public, signed_in = Blueprint("public", __name__), Blueprint("signed_in", __name__)


@public.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@signed_in.get("/me")
def me() -> dict[str, str]:
    return {"id": current_principal().user_id}


@signed_in.delete("/orders/<order_id>")
@require_role("admin")
def remove(order_id: str) -> tuple[str, int]:
    removed.append(order_id)
    return "", 204


def token_of(*roles: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.sign(Principal('ada', frozenset(roles)))}"}


app = Flask(__name__)
add_pipeline(app, origins=["https://shop.example"], tokens=tokens, public=public, signed_in=signed_in)


class GuardTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = app.test_client()

    def test_strangers_reach_what_is_public_and_nothing_else(self) -> None:
        self.assertEqual(self.client.get("/health").status_code, 200)
        refused = self.client.get("/api/me")
        self.assertEqual(refused.status_code, 401)
        self.assertIn("X-Request-Id", refused.headers)
        self.assertEqual(refused.headers["X-Content-Type-Options"], "nosniff")

    def test_a_route_asks_for_one_of_its_roles(self) -> None:
        self.assertEqual(self.client.get("/api/me", headers=token_of("member")).json, {"id": "ada"})
        refused = self.client.delete("/api/orders/1", headers=token_of("member"))
        self.assertEqual((refused.status_code, removed), (403, []))
        done = self.client.delete("/api/orders/1", headers=token_of("member", "admin"))
        self.assertEqual((done.status_code, removed), (204, ["1"]))

    def test_a_preflight_needs_no_token(self) -> None:
        headers = {"Origin": "https://shop.example", "Access-Control-Request-Method": "DELETE"}
        preflight = self.client.options("/api/orders/1", headers=headers)
        self.assertEqual(preflight.status_code, 200)
        self.assertEqual(preflight.headers["Access-Control-Allow-Origin"], "https://shop.example")
