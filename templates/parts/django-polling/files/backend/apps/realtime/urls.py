from django.urls import path

from apps.realtime.views import ChangesView

urlpatterns = [path("", ChangesView.as_view())]
