from starlette.requests import HTTPConnection

from app.errors.app_errors import UnauthorizedError
from app.features.auth.signed_in_user import SignedInUser
from app.features.auth.user_sessions import UserSessionRepository

COOKIE_NAME = "session"


async def identify(connection: HTTPConnection) -> SignedInUser:
    """Who is calling, as the session of the cookie says. Raises UnauthorizedError when nobody is signed in."""
    user_sessions: UserSessionRepository = connection.app.state.user_sessions
    session_id = connection.cookies.get(COOKIE_NAME)
    user = None if session_id is None else await user_sessions.find_user(session_id)
    if user is None:
        raise UnauthorizedError("Sign in first")
    return user
