from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "apps.sign_in"

    def ready(self) -> None:
        from apps.sign_in import schema  # noqa: F401
