from django.urls import path

from workspace.views import plan, start

urlpatterns = [
    path("", start.start, name="start"),
    path("halsa/", start.health, name="health"),
    path("planer/<int:pk>/", plan.plan_detail, name="plan"),
]
