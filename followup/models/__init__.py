from followup.models.follow_ups import Comment, FollowUp, FollowUpAnswer, MeasuredValue
from followup.models.rounds import FollowUpRound

__all__ = ["Comment", "FollowUp", "FollowUpAnswer", "FollowUpRound", "MeasuredValue"]
