/* After htmx has swapped something in, focus is never lost to the top of the page. In order: the list of errors if one came,
   what the new piece marks with data-focus, what had focus before (same id), the new piece itself. */

import { focusErrorSummary, markTitle } from "./error_summary.js";

let before = { id: "", inside: false };

export function keepFocusOnSwap(root) {
  root.addEventListener("htmx:beforeSwap", (event) => remember(event.detail.target));
  root.addEventListener("htmx:afterSettle", (event) => restore(event.detail.elt));
}

function remember(target) {
  const active = document.activeElement;
  before = { id: active?.id ?? "", inside: Boolean(active && target.contains(active)) };
}

function restore(swapped) {
  const hasErrors = focusErrorSummary(swapped.matches?.(".error-summary") ? swapped.parentElement : swapped);
  const form = hasErrors || swapped.matches?.("form") || swapped.querySelector?.("form");
  if (form) markTitle(hasErrors);
  if (hasErrors) return;
  const asked = swapped.querySelector?.("[data-focus]");
  if (asked) focusOn(asked);
  else if (before.inside && focusIsLost()) focusOn((before.id && document.getElementById(before.id)) || swapped);
}

function focusIsLost() {
  return !document.activeElement || document.activeElement === document.body;
}

function focusOn(element) {
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
