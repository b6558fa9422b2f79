/* Single keys that do something wherever one is, but where one writes: "/", "?", or "g" and then a letter. Whoever has
   turned them off (WCAG 2.1.4) has none of them. What each does is told in workspace/keys.py. */

const PAUSE = 1500; // ms between the two keys of a sequence
// In a grid each key is the beginning of a text; in a dialog keys are the dialog's own.
const WRITING = "input, textarea, select, [contenteditable], [role=grid], [role=menu], [role=listbox], dialog";

const shortcuts = new Map();
let begun = "";
let timer = 0;

export function startShortcuts(root) {
  if (root.body.dataset.shortcuts === "off") return;
  const search = root.getElementById("frame-search");
  if (search) addShortcut("/", () => search.focus());
  for (const link of root.querySelectorAll(".frame-menu > ul > li > a[data-key]")) {
    addShortcut(`g ${link.dataset.key}`, () => link.click());
  }
  root.addEventListener("keydown", onKey);
}

/* `keys` is one key, or two with a space between. */
export function addShortcut(keys, run) {
  shortcuts.set(keys, run);
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return forget();
  const keys = begun ? `${begun} ${event.key}` : event.key;
  const run = shortcuts.get(keys);
  forget();
  if (run) {
    event.preventDefault();
    run();
  } else if ([...shortcuts.keys()].some((known) => known.startsWith(`${event.key} `))) {
    begun = event.key;
    timer = setTimeout(forget, PAUSE);
  }
}

function isWriting(element) {
  return Boolean(element.closest?.(WRITING) || document.querySelector("dialog[open]"));
}

function forget() {
  begun = "";
  clearTimeout(timer);
}
