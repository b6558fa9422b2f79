from activities.models.activities import Activity
from activities.models.sources import PlanSource, UnplacedText

__all__ = ["Activity", "PlanSource", "UnplacedText"]
