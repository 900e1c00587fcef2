from django.urls import path

from apps.sign_in.views import LoginView, LogoutView
from apps.users.views import MeView, RegisterView

urlpatterns = [
    path("/register", RegisterView.as_view()),
    path("/login", LoginView.as_view()),
    path("/logout", LogoutView.as_view()),
    path("/me", MeView.as_view()),
]
