from activities.models.activities import Activity
from activities.models.editing import BulkChange, Presence
from activities.models.sources import PlanSource, UnplacedText

__all__ = ["Activity", "BulkChange", "PlanSource", "Presence", "UnplacedText"]
