/* A table that has room enough need not roll in its region. Then its headings stay in sight as the page rolls, as in a sheet. */

const watched = new ResizeObserver((entries) => {
  for (const { target } of entries) target.classList.toggle("has-room", hasRoom(target));
});

/* Of the plan's tables as they are on the page now. */
export function keepHeadingsInSight() {
  watched.disconnect();
  for (const region of document.querySelectorAll(".plan-sheet .table-region")) watched.observe(region);
}

function hasRoom(region) {
  return region.firstElementChild.offsetWidth <= region.clientWidth;
}
