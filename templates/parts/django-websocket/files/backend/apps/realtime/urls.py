from django.urls import path

from apps.realtime.views import SocketView

urlpatterns = [path("", SocketView.as_view())]
