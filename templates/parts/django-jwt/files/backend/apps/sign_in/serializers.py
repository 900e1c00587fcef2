from api.fields import IntegerField, LineField
from api.serializers import ApiSerializer
from apps.users.serializers import UserSerializer


class SessionSerializer(ApiSerializer):
    """What signing in gives. The refresh token travels in a cookie that scripts cannot read."""

    access_token = LineField()
    # Seconds until the access token ends.
    expires_in = IntegerField()
    user = UserSerializer()
