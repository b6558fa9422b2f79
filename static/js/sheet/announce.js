/* The one polite live region: what happened, said once. Each sentence is a line of its own, or one that comes right after
   another would take its place before it is heard. */

const KEPT = 5;

let region;

export function announce(text) {
  region ??= makeRegion();
  // A region that was made just now is not listened to before it is drawn.
  requestAnimationFrame(() => {
    region.append(Object.assign(document.createElement("p"), { textContent: text }));
    while (region.children.length > KEPT) region.firstChild.remove();
  });
}

function makeRegion() {
  const made = document.createElement("div");
  made.className = "visually-hidden";
  made.setAttribute("role", "status");
  made.setAttribute("aria-atomic", "false"); // only the line that is new
  made.id = "announcement";
  document.body.append(made);
  return made;
}
