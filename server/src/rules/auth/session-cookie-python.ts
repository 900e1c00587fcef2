import type { ModuleForm } from './session-cookie-module.ts';
import { onlyUsed } from './used-declarations.ts';

const OPTIONS = "httponly=True, secure=True, samesite='lax'";

/** The module for FastAPI. */
export function fastapiCookie(name: string, { uses }: ModuleForm): string {
  return onlyUsed(
    `"""The cookie that holds the session of a browser: its scripts cannot read it."""

from fastapi import Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, OAuth2PasswordBearer

NAME = '${name}'


def set_session_cookie(response: Response, token: str) -> None:
	"""Gives a browser the token of its session."""
	response.set_cookie(NAME, token, ${OPTIONS})


def clear_session_cookie(response: Response) -> None:
	"""Ends the session of a browser."""
	response.delete_cookie(NAME, ${OPTIONS})


def authorization_of(request: Request) -> str | None:
	"""The Authorization header of a request; for browsers, which send none, made of their cookie."""
	token = request.cookies.get(NAME)
	return request.headers.get('Authorization') or (f'Bearer {token}' if token else None)


class PasswordBearerOrCookie(OAuth2PasswordBearer):
	"""Takes the token out of the cookie where a request has no Authorization header."""

	async def __call__(self, request: Request) -> str | None:
		token = request.cookies.get(NAME)
		if token and 'Authorization' not in request.headers:
			return token
		return await super().__call__(request)


class BearerOrCookie(HTTPBearer):
	"""Takes the token out of the cookie where a request has no Authorization header."""

	async def __call__(self, request: Request) -> HTTPAuthorizationCredentials | None:
		token = request.cookies.get(NAME)
		if token and 'Authorization' not in request.headers:
			return HTTPAuthorizationCredentials(scheme='Bearer', credentials=token)
		return await super().__call__(request)
`,
    uses,
  );
}

/** The module for Flask. */
export function flaskCookie(name: string, { uses }: ModuleForm): string {
  return onlyUsed(
    `"""The cookie that holds the session of a browser: its scripts cannot read it."""

from flask import Response, after_this_request, request

NAME = '${name}'


def set_session_cookie(token: str) -> None:
	"""Gives the browser that is being answered the token of its session."""

	@after_this_request
	def with_cookie(response: Response) -> Response:
		response.set_cookie(NAME, token, ${OPTIONS.replace("'lax'", "'Lax'")})
		return response


def clear_session_cookie() -> None:
	"""Ends the session of the browser that is being answered."""

	@after_this_request
	def without_cookie(response: Response) -> Response:
		response.delete_cookie(NAME, ${OPTIONS.replace("'lax'", "'Lax'")})
		return response


def authorization() -> str | None:
	"""The Authorization header of the request; for browsers, which send none, made of their cookie."""
	token = request.cookies.get(NAME)
	return request.headers.get('Authorization') or (f'Bearer {token}' if token else None)
`,
    uses,
  );
}

/** The module for Django, with or without its REST framework. */
export function djangoCookie(name: string, { uses }: ModuleForm): string {
  return onlyUsed(
    `"""The cookie that holds the session of a browser: its scripts cannot read it."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.tokens import Token

NAME = '${name}'


def set_session_cookie(response: HttpResponse, token: str) -> None:
	"""Gives a browser the token of its session."""
	response.set_cookie(NAME, token, ${OPTIONS.replace("'lax'", "'Lax'")})


def clear_session_cookie(response: HttpResponse) -> None:
	"""Ends the session of a browser."""
	response.delete_cookie(NAME, samesite='Lax')


@csrf_exempt
@require_POST
def sign_out(_request: HttpRequest) -> HttpResponse:
	"""Takes the cookie back. Whoever has none loses nothing, so it asks for no token."""
	response = HttpResponse(status=204)
	clear_session_cookie(response)
	return response


def authorization_of(request: HttpRequest) -> str | None:
	"""The Authorization header of a request; for browsers, which send none, made of their cookie."""
	token = request.COOKIES.get(NAME)
	return request.headers.get('Authorization') or (f'Bearer {token}' if token else None)


class JWTCookieAuthentication(JWTAuthentication):
	"""Takes the token out of the cookie where a request has no Authorization header."""

	def authenticate(self, request: Request) -> tuple[AbstractBaseUser, Token] | None:
		token = request.COOKIES.get(NAME)
		if not token or self.get_header(request):
			return super().authenticate(request)
		try:
			validated = self.get_validated_token(token.encode())
			return self.get_user(validated), validated
		except AuthenticationFailed:
			# A cookie whose time is up must keep nobody from signing in again.
			return None


def with_session_cookie(view: Callable[..., Response]) -> Callable[..., Response]:
	"""Has a view that answers with a token give it to browsers in the cookie too."""

	@wraps(view)
	def answer(*args: object, **kwargs: object) -> Response:
		response = view(*args, **kwargs)
		if response.status_code == 200:
			set_session_cookie(response, response.data['access'])
		return response

	return answer
`,
    uses,
  );
}

/** The module for Flask where flask-jwt-extended checks the token: the cookie is its own. */
export function flaskJwtCookie(_name: string, { uses }: ModuleForm): string {
  return onlyUsed(
    `"""The cookie that holds the session of a browser: its scripts cannot read it."""

from flask import Response, after_this_request, current_app, request
from flask_jwt_extended import set_access_cookies, unset_access_cookies


def set_session_cookie(token: str) -> None:
	"""Gives the browser that is being answered the token of its session."""

	@after_this_request
	def with_cookie(response: Response) -> Response:
		set_access_cookies(response, token)
		return response


def clear_session_cookie() -> None:
	"""Ends the session of the browser that is being answered."""

	@after_this_request
	def without_cookie(response: Response) -> Response:
		unset_access_cookies(response)
		return response


def authorization() -> str | None:
	"""The Authorization header of the request; for browsers, which send none, made of their cookie."""
	token = request.cookies.get(current_app.config['JWT_ACCESS_COOKIE_NAME'])
	return request.headers.get('Authorization') or (f'Bearer {token}' if token else None)
`,
    uses,
  );
}
