from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.users.models import User


class OnlyAdminsDelete(BasePermission):
    message = "This needs the role admin"

    def has_permission(self, request: Request, view: APIView) -> bool:
        is_admin = isinstance(request.user, User) and request.user.is_admin
        return is_admin or request.method != "DELETE"
