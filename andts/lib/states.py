"""What cannot be done as things are: a plan is decided, a round is closed, somebody else was quicker."""

from django.core.exceptions import PermissionDenied


class StateError(PermissionDenied):
    """It is not in a state where this can be done; the message is Swedish and shown on the 403 page."""
