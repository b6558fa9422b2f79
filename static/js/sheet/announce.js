/* The one polite live region: what happened, said once. */

let region;

export function announce(text) {
  region ??= makeRegion();
  // The same words twice are said again only if the region was empty in between.
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
}

function makeRegion() {
  const made = document.createElement("div");
  made.className = "visually-hidden";
  made.setAttribute("role", "status");
  made.setAttribute("aria-live", "polite");
  made.id = "announcement";
  document.body.append(made);
  return made;
}
