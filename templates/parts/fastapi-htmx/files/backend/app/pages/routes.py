from collections.abc import Callable, Coroutine
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from app.errors.app_errors import AppError, ForbiddenError, UnauthorizedError
from app.features.auth.dependencies import AccountServiceDep
from app.features.auth.identity import identify
from app.features.auth.schemas import User
from app.pages.rendering import render_error

log = structlog.stdlib.get_logger(__name__)

SIGN_IN_PATH = "/sign-in"


class PageRoute(APIRoute):
    """Errors become pages too. Who is not signed in is led to where that is done."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_page(request: Request) -> Response:
            try:
                return await handle(request)
            except UnauthorizedError:
                return see_other(SIGN_IN_PATH)
            except AppError as error:
                return render_error(request, error.status, error.detail, error.headers)
            except RequestValidationError:
                return render_error(request, 422, "The address is not valid", {})
            except HTTPException:
                raise
            except Exception:
                log.exception("page failed")
                return render_error(
                    request, 500, "The page could not be made. Try again later.", {}
                )

        return handle_page


def page_router() -> APIRouter:
    return APIRouter(route_class=PageRoute, include_in_schema=False)


def see_other(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303)


async def page_user(request: Request, accounts: AccountServiceDep) -> User:
    return await accounts.get((await identify(request)).id)


async def page_admin(user: Annotated[User, Depends(page_user)]) -> User:
    if user.role != "admin":
        raise ForbiddenError("This needs the role admin")
    return user


PageUser = Annotated[User, Depends(page_user)]
PageAdmin = Depends(page_admin)
