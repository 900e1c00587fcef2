from fastapi import FastAPI

from .routes import router

app = FastAPI(title="Lantern reports")
app.include_router(router)
