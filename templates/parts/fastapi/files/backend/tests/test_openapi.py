import json
from pathlib import Path

from httpx import AsyncClient

WRITTEN = json.loads(Path("openapi.json").read_text())


async def test_openapi_json_is_what_the_models_say(client: AsyncClient) -> None:
    """After a change run `uv run python -m scripts.write_openapi`."""
    assert (await client.get("/api/openapi.json")).json() == WRITTEN
