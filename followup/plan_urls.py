"""What follow-up tells of a plan, at the plan's own address."""

from django.urls import path

from followup.views import health

urlpatterns = [
    path("<int:pk>/att-se-over/", health.plan_health_page, name="plan-health"),
]
