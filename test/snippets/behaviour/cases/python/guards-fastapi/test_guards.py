import unittest

import httpx
from fastapi import APIRouter, Depends, FastAPI

from app.auth.access_tokens import AccessTokens, Principal
from app.auth.guards import SignedIn, require_role
from app.pipeline import add_pipeline

tokens = AccessTokens("a secret that is only for this test", "shop", "shop-api")
removed: list[str] = []
public, signed_in = APIRouter(), APIRouter()


@public.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@signed_in.get("/me")
async def me(principal: SignedIn) -> dict[str, str]:
    return {"id": principal.user_id}


@signed_in.delete("/orders/{order_id}", status_code=204, dependencies=[Depends(require_role("admin"))])
async def remove(order_id: str) -> None:
    removed.append(order_id)


def token_of(*roles: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.sign(Principal('ada', frozenset(roles)))}"}


class GuardTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        app = FastAPI()
        app.state.access_tokens = tokens
        add_pipeline(app, origins=["https://shop.example"], public=public, signed_in=signed_in)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://shop")

    async def asyncTearDown(self) -> None:
        await self.client.aclose()

    async def test_strangers_reach_what_is_public_and_nothing_else(self) -> None:
        self.assertEqual((await self.client.get("/health")).status_code, 200)
        refused = await self.client.get("/api/me")
        self.assertEqual(refused.status_code, 401)
        self.assertIn("x-request-id", refused.headers)
        self.assertIn("content-security-policy", refused.headers)

    async def test_a_route_asks_for_one_of_its_roles(self) -> None:
        mine = await self.client.get("/api/me", headers=token_of("member"))
        self.assertEqual(mine.json(), {"id": "ada"})
        refused = await self.client.delete("/api/orders/1", headers=token_of("member"))
        self.assertEqual((refused.status_code, removed), (403, []))
        done = await self.client.delete("/api/orders/1", headers=token_of("member", "admin"))
        self.assertEqual((done.status_code, removed), (204, ["1"]))

    async def test_a_preflight_needs_no_token(self) -> None:
        headers = {"Origin": "https://shop.example", "Access-Control-Request-Method": "DELETE"}
        preflight = await self.client.options("/api/orders/1", headers=headers)
        self.assertEqual(preflight.status_code, 200)
        self.assertEqual(preflight.headers["access-control-allow-origin"], "https://shop.example")
