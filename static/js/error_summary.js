/* A form sent back with errors: focus goes to the list of them, and each line of it to its field with the label in view. */

const PREFIX = "Fel: ";

export function focusErrorSummary(root) {
  const summary = root.querySelector(".error-summary");
  summary?.focus();
  return Boolean(summary);
}

export function markTitle(hasErrors) {
  const bare = document.title.startsWith(PREFIX) ? document.title.slice(PREFIX.length) : document.title;
  document.title = hasErrors ? PREFIX + bare : bare;
}

export function followErrorLinks(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest?.(".error-summary a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}
