import { provesRoutes } from './route-lines.ts';

provesRoutes('django', [
  {
    name: 'lists that include lists, classes and function views',
    sources: {
      'manage.py': '',
      'shop/__init__.py': '',
      'shop/urls.py':
        'from django.contrib import admin\nfrom django.urls import include, path, re_path\nfrom shop import views\n\nurlpatterns = [\n    path("admin/", admin.site.urls),\n    path("orders/", include("orders.urls")),\n    path("health/", views.health),\n    re_path(r"^old/(?P<pk>\\d+)/$", views.Old.as_view()),\n]\n',
      'shop/views.py':
        'from django.views import View\nfrom django.views.decorators.http import require_POST\nfrom django.contrib.auth.mixins import LoginRequiredMixin\n\n\n@require_POST\ndef health(request):\n    return None\n\n\nclass Base(View):\n    def delete(self, request, pk):\n        return None\n\n\nclass Old(LoginRequiredMixin, Base):\n    def get(self, request, pk):\n        return None\n',
      'orders/__init__.py': '',
      'orders/urls.py': 'from django.urls import path\nfrom .views import order\n\nurlpatterns = [path("<int:pk>/", order)]\n',
      'orders/views.py':
        'from django.contrib.auth.decorators import login_required\n\n\n@login_required\ndef order(request, pk):\n    return None\n',
    },
    routes: [
      'ANY /orders/:pk [login_required:auth] order',
      'POST /health [require_POST] health',
      'GET /old/:pk [LoginRequiredMixin:auth] get',
      'DELETE /old/:pk [LoginRequiredMixin:auth] delete',
    ],
    openings: ['unknown-mount /admin'],
  },
  {
    name: 'lists that are added to each other',
    sources: {
      'shop/__init__.py': '',
      'shop/urls.py': 'from django.urls import include, path\n\nurlpatterns = [path("api/", include("shop.app"))]\n',
      'shop/app/__init__.py': 'from .orders import urlpatterns as order_urls\n\nurlpatterns = [\n    *order_urls,\n]\n',
      'shop/app/orders.py':
        'from django.urls import path, re_path\n\n\ndef orders(request):\n    return None\n\n\nurlpatterns = [path("orders/", orders), re_path(r"^files/(?P<path>.*)$", orders)]\n',
    },
    routes: ['ANY /api/orders [] orders', 'ANY /api/files/** [] orders'],
    openings: ['catch-all /api/files'],
  },
  {
    name: 'routers of the REST framework',
    sources: {
      'api/__init__.py': '',
      'api/urls.py':
        'from django.urls import include, path\nfrom rest_framework.routers import DefaultRouter\nfrom .views import LogViewSet, OrderViewSet, summary\n\nrouter = DefaultRouter()\nrouter.register("orders", OrderViewSet)\nrouter.register(r"logs", LogViewSet, basename="log")\n\nurlpatterns = [\n    path("v1/", include(router.urls)),\n    path("v1/summary/", summary),\n    path("v1/orders/<int:pk>/lines/", OrderViewSet.as_view({"get": "lines"})),\n]\n',
      'api/views.py':
        'from rest_framework import viewsets\nfrom rest_framework.decorators import action, api_view\nfrom rest_framework.permissions import IsAuthenticated\n\n\nclass OrderViewSet(viewsets.ModelViewSet):\n    permission_classes = [IsAuthenticated]\n    http_method_names = ["get", "post", "patch"]\n\n    @action(detail=True, methods=["post"])\n    def pay(self, request, pk=None):\n        return None\n\n    def lines(self, request, pk=None):\n        return None\n\n\nclass LogViewSet(viewsets.ReadOnlyModelViewSet):\n    pass\n\n\n@api_view(["GET", "PUT"])\ndef summary(request):\n    return None\n',
    },
    routes: [
      'POST /v1/orders/:pk/pay [IsAuthenticated:auth] pay',
      'GET /v1/orders [IsAuthenticated:auth]',
      'POST /v1/orders [IsAuthenticated:auth]',
      'GET /v1/orders/:pk [IsAuthenticated:auth]',
      'PATCH /v1/orders/:pk [IsAuthenticated:auth]',
      'GET /v1/logs []',
      'GET /v1/logs/:pk []',
      'GET /v1/summary [api_view] summary',
      'PUT /v1/summary [api_view] summary',
      'GET /v1/orders/:pk/lines [IsAuthenticated:auth] lines',
    ],
  },
]);
