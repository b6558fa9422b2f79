from django.urls import path

from activities.views import activities

urlpatterns = [
    path("<int:pk>/aktiviteter/ny/", activities.activity_create, name="activity-create"),
    path("<int:pk>/aktiviteter/<int:row>/", activities.activity_edit, name="activity-edit"),
    path("<int:pk>/aktiviteter/<int:row>/upp/", activities.activity_move, {"up": True}, name="activity-up"),
    path("<int:pk>/aktiviteter/<int:row>/ner/", activities.activity_move, {"up": False}, name="activity-down"),
    path("<int:pk>/aktiviteter/<int:row>/bort/", activities.activity_delete, name="activity-delete"),
    path("<int:pk>/aktiviteter/<int:row>/ater/", activities.activity_restore, name="activity-restore"),
]
