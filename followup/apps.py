from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = "Uppföljning"

    def ready(self) -> None:
        # The models are there only now.
        from followup import reminder_sending
        from organisations import letters
        from organisations.models import Letter

        letters.looked_over[Letter.Kind.REMINDER] = reminder_sending.look_over
