from plans.models.decisions import Decision, PlanVersion, VersionFile
from plans.models.frameworks import FrameworkGoal, GoalFramework
from plans.models.outline import FocusArea, Goal, Node, Tip
from plans.models.plans import Plan
from plans.models.texts import HeaderLine, PlanColumn, PlanPicture, PlanText

__all__ = [
    "Decision",
    "FocusArea",
    "FrameworkGoal",
    "Goal",
    "GoalFramework",
    "HeaderLine",
    "Node",
    "Plan",
    "PlanColumn",
    "PlanPicture",
    "PlanText",
    "PlanVersion",
    "Tip",
    "VersionFile",
]
