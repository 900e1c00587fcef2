import { provesRoutes } from './route-lines.ts';

provesRoutes('fastapi', [
  {
    name: 'routers with prefixes and dependencies over packages',
    sources: {
      'app/main.py':
        'from fastapi import FastAPI\nfrom app.api import api_router\nfrom app.config import settings\n\napp = FastAPI()\napp.include_router(api_router, prefix=settings.API_V1_STR)\n',
      'app/config.py':
        'from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    API_V1_STR: str = "/api/v1"\n\n\nsettings = Settings()\n',
      'app/__init__.py': '',
      'app/api/__init__.py':
        'from fastapi import APIRouter, Depends\nfrom . import orders\n\napi_router = APIRouter()\napi_router.include_router(orders.router, dependencies=[Depends(throttle)])\n',
      'app/api/orders.py':
        'from typing import Annotated\nfrom fastapi import APIRouter, Depends\n\nrouter = APIRouter(prefix="/orders", tags=["orders"])\nCurrentUser = Annotated[User, Depends(get_current_user)]\n\n\n@router.get("")\ndef read(user: CurrentUser):\n    return []\n\n\n@router.post("/{id:int}", dependencies=[Depends(require_admin)])\nasync def create(id: int):\n    return {}\n\n\n@router.api_route("/files/{path:path}", methods=["GET", "HEAD"])\ndef files(path: str):\n    return path\n',
    },
    routes: [
      'GET /api/v1/orders [throttle:rate-limit get_current_user:auth] read',
      'POST /api/v1/orders/:id [throttle:rate-limit require_admin:auth] create',
      'GET /api/v1/orders/files/** [throttle:rate-limit] files',
      'HEAD /api/v1/orders/files/** [throttle:rate-limit] files',
    ],
    openings: ['catch-all /api/v1/orders/files'],
  },
  {
    name: 'a factory, a loop over routers, and a mounted app',
    sources: {
      'main.py':
        'from fastapi import FastAPI\nfrom items import router as items\nimport users\n\nadmin = FastAPI()\n\n\n@admin.get("/stats")\ndef stats():\n    return {}\n\n\ndef create_app() -> FastAPI:\n    app = FastAPI()\n    for router in (items, users.router):\n        app.include_router(router, prefix="/api")\n    app.mount("/admin", admin)\n    return app\n',
      'items.py':
        'from fastapi import APIRouter\n\nrouter = APIRouter()\nrouter.add_api_route("/items", lambda: [], methods=["GET"])\n',
      'users.py':
        'from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.delete("/users/{user_id}")\ndef remove(user_id: str):\n    return None\n',
    },
    routes: ['GET /api/items [] =>', 'GET /admin/stats [] stats', 'DELETE /api/users/:user_id [] remove'],
  },
]);
