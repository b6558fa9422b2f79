/* A "?" in a column's heading shows what to think of there, where one looks. The same hints stand folded above the tables, so the
   buttons are no stops on a keyboard's way, which would pass dozens of them. */

const MARGIN = 8; // px to the edge of the window

/* The hint that is open: button and box; null when none is. */
let open = null;

export function startTips() {
  addButtons();
  document.addEventListener("sheet:refreshed", () => { close(); addButtons(); });
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    const { button } = open;
    close();
    button.focus();
  });
  addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place);
}

function addButtons() {
  for (const heading of document.querySelectorAll("table[data-sheet] th[data-field]")) {
    if (tipsOf(heading) && !heading.querySelector(".column-tips")) heading.append(makeButton(heading));
  }
}

function makeButton(heading) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "column-tips", textContent: "?", tabIndex: -1 });
  button.setAttribute("aria-label", `Tips och exempel för ${heading.textContent.trim()}`);
  button.setAttribute("aria-expanded", "false");
  return button;
}

function onClick({ target }) {
  const button = target.closest(".column-tips");
  const wasOpen = button && open?.button === button;
  if (!open?.box.contains(target)) close();
  if (button && !wasOpen) show(button);
}

function show(button) {
  const box = document.createElement("div");
  box.className = "tips-box";
  box.tabIndex = -1;
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", button.getAttribute("aria-label"));
  box.append(...tipsOf(button.parentElement).cloneNode(true).childNodes);
  document.body.append(box);
  button.setAttribute("aria-expanded", "true");
  open = { button, box };
  place();
  box.focus({ preventScroll: true });
}

/* Under its button, within the window. */
function place() {
  if (!open) return;
  const { button, box } = open;
  const { left, bottom } = button.getBoundingClientRect();
  box.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - box.offsetWidth - MARGIN))}px`;
  box.style.top = `${Math.min(bottom + MARGIN, innerHeight - box.offsetHeight - MARGIN)}px`;
}

function close() {
  open?.button.setAttribute("aria-expanded", "false");
  open?.box.remove();
  open = null;
}

function tipsOf(heading) {
  return document.querySelector(`[data-tips-of="${heading.dataset.field}"] dd`);
}
