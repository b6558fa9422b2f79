"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Extent:
    """Sizes of plans, and how many times each thing is measured. The median counts."""

    small: int = 60
    large: int = 300
    # The size of the plan that documents and Excel are compared by, as long as Norsjö's.
    usual: int = 58
    # Documents of these sizes, and of one so long that it is made as parts of one file.
    documents: tuple[int, ...] = (60, 300, 600)
    parts: int = 3_000
    plans_in_list: int = 60
    page_times: int = 100
    compared_times: int = 9
    document_times: int = 3
    import_times: int = 15
    keys: int = 120
    # A kommun that has been followed up for long, and the country that it lies in.
    followed_plans: int = 5
    followed_activities: int = 60
    years: int = 5
    municipalities: int = 290


FULL = Extent()
QUICK = Extent(
    small=4,
    large=6,
    usual=5,
    documents=(4,),
    parts=6,
    plans_in_list=3,
    page_times=2,
    compared_times=1,
    document_times=1,
    import_times=1,
    keys=16,
    followed_plans=2,
    followed_activities=8,
    years=2,
    municipalities=2,
)
