from django.urls import path

from followup.views import answers, follow_ups, health, invitations, reminders, reviews, rounds

FOLLOW_UP = "<int:pk>/aktiviteter/<int:follow_up>/"
ANSWER = "<int:pk>/svar/<int:answer>/"

urlpatterns = [
    path("", rounds.round_list, name="follow-up"),
    path("ny/", rounds.round_create, name="round-create"),
    path("att-se-over/", health.health_overview, name="health-overview"),
    path("<int:pk>/", rounds.round_detail, name="round"),
    path("<int:pk>/avslut/", rounds.round_close, name="round-close"),
    path("<int:pk>/oppna-igen/", rounds.round_reopen, name="round-reopen"),
    path("<int:pk>/inbjudningar/", invitations.round_invitations, name="round-invitations"),
    path("<int:pk>/inbjudningar/skicka/", invitations.invitations_send, name="invitations-send"),
    path("<int:pk>/inbjudningar/<int:row>/igen/", invitations.invitation_again, name="invitation-again"),
    path("<int:pk>/paminnelser/", reminders.round_reminders, name="round-reminders"),
    path("<int:pk>/paminnelser/paus/", reminders.reminders_pause, name="reminders-pause"),
    path("<int:pk>/paminnelser/<int:row>/igen/", reminders.reminder_again, name="reminder-again"),
    path(FOLLOW_UP, follow_ups.follow_up_detail, name="follow-up-detail"),
    path(f"{FOLLOW_UP}kommentarer/", follow_ups.comment_create, name="comment-create"),
    path(f"{FOLLOW_UP}godkannande/", reviews.approval_create, name="follow-up-approval"),
    path(f"{FOLLOW_UP}atersandning/", reviews.return_create, name="follow-up-return"),
    path(f"{FOLLOW_UP}status/", reviews.status_set, name="follow-up-status"),
    path(ANSWER, answers.answer_edit, name="answer"),
    path(f"{ANSWER}godtagande/", reviews.acceptance_create, name="answer-acceptance"),
    path(f"{ANSWER}bilagor/<int:row>/", answers.attachment_file, name="attachment-file"),
]
