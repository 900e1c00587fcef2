from django.urls import path

from apps.realtime.views import EventStreamView

urlpatterns = [path("", EventStreamView.as_view())]
