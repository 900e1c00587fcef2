import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from app.lifespan import lifespan


@asynccontextmanager
async def watched(app: FastAPI) -> AsyncIterator[None]:
    async with lifespan(app):
        yield
    print("closed", app.state.http.is_closed, flush=True)


app = FastAPI(lifespan=watched)


@app.get("/slow")
async def slow() -> str:
    print("asked", flush=True)
    await asyncio.sleep(0.3)
    return "answered"


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), timeout_graceful_shutdown=10, log_level="error")
