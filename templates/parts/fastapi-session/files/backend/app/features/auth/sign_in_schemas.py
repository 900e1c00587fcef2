from app.features.auth.schemas import User
from app.web.api_model import ApiOutput


class Session(ApiOutput):
    """What signing in gives. The id of the session travels in a cookie that scripts cannot read."""

    user: User
