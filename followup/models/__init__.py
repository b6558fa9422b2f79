from followup.models.answers import AnsweredMeanwhileError, FollowUpAnswer, MeasuredValue
from followup.models.attachments import Attachment
from followup.models.follow_ups import Comment, FollowUp
from followup.models.partners import PartnerInvitation
from followup.models.reminders import Reminder, ReminderSchedule
from followup.models.rounds import FollowUpRound

__all__ = [
    "AnsweredMeanwhileError",
    "Attachment",
    "Comment",
    "FollowUp",
    "FollowUpAnswer",
    "FollowUpRound",
    "MeasuredValue",
    "PartnerInvitation",
    "Reminder",
    "ReminderSchedule",
]
