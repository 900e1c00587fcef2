from app.features.auth.schemas import User
from app.web.api_model import ApiOutput
from app.web.values import IntegerValue


class Session(ApiOutput):
    """What signing in gives. The refresh token travels in a cookie that scripts cannot read."""

    access_token: str
    # Seconds until the access token ends.
    expires_in: IntegerValue
    user: User
