from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "apps.realtime"

    def ready(self) -> None:
        from api.changes import resource_changed
        from apps.realtime.feed import feed

        resource_changed.connect(feed.add, dispatch_uid="apps.realtime")
