from django.contrib import admin

from apps.users.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Passwords are set by their owners, so they are not shown here."""

    list_display = ("email", "role", "created_at")
    list_filter = ("role",)
    search_fields = ("email",)
    fields = ("email", "role", "last_login", "created_at", "updated_at")
    readonly_fields = ("last_login", "created_at", "updated_at")
