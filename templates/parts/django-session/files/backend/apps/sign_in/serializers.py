from api.serializers import ApiSerializer
from apps.users.serializers import UserSerializer


class SessionSerializer(ApiSerializer):
    """What signing in gives. The id of the session travels in a cookie that scripts cannot read."""

    user = UserSerializer()
