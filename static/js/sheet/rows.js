/* A row's handle, button and keys: what in the sheet begins what is done with a row as a whole. */

import { cellAt, cellsOf } from "./cells.js";
import { goTo } from "./grid.js";
import { addBelow } from "./new_row.js";
import { act } from "./row_changes.js";
import { openMenu } from "./row_menu.js";

export function startRows() {
  equip();
  document.addEventListener("sheet:refreshed", equip);
  document.addEventListener("sheet:row", equip);
  // Before the sheet's own keys: these are the ones that mean something else beside Alt, or at a row's ends.
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("contextmenu", onContextMenu);
  document.addEventListener("click", onClick);
}

/* Each row gets its handle and its button; the link to the plain form stays for the phone. */
function equip() {
  const [handle, button] = ["handle", "button"].map((name) => document.querySelector(`template[data-row-${name}]`)?.content.firstElementChild);
  // A browser that cannot show the menu keeps the links to the plain forms.
  if (!button || !("popover" in HTMLElement.prototype)) return;
  for (const row of document.querySelectorAll("[data-sheet] tr[data-row]:not(.has-tools)")) {
    const [pick, actions] = [row.querySelector(":scope > .pick"), row.querySelector(":scope > .actions")];
    const made = actions.appendChild(button.cloneNode(true));
    made.setAttribute("aria-label", pick.firstElementChild.getAttribute("aria-label").replace("Markera", "Mer om"));
    pick.firstElementChild.tabIndex = -1;
    pick.prepend(handle.cloneNode(true));
    row.classList.add("has-tools");
  }
}

function onClick(event) {
  const button = event.target.closest?.(".row-button");
  if (button) return openMenu(button.closest("tr"), button);
  const link = event.target.closest?.(".add-row a[data-add]");
  const last = link?.closest("section").querySelector("[data-sheet] tbody > tr[data-row]:last-of-type");
  if (!last || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  addBelow(last);
}

function onKey(event) {
  const row = event.target.closest?.("[data-sheet] tr[data-row]");
  if (!row || event.isComposing) return;
  const isCell = cellAt(event.target) === event.target;
  const action = (isCell && keyed(event, row)) || beside(event, row, isCell);
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
}

/* What the key does with the row when a cell has focus. */
function keyed({ key, altKey, ctrlKey, metaKey, shiftKey, repeat, target }, row) {
  if (ctrlKey || metaKey) return null;
  if (key === "F10" && shiftKey) return () => openMenu(row, target);
  if (!altKey || repeat) return null;
  return { Enter: () => act(row, "below"), ArrowUp: () => act(row, "up"), ArrowDown: () => act(row, "down") }[key];
}

/* From the row's first and last cell the arrows lead on to its checkbox and its button, which are no tab stops of their own. */
function beside({ key, target, altKey, ctrlKey, metaKey, shiftKey }, row, isCell) {
  if (altKey || ctrlKey || metaKey || shiftKey) return null;
  const [box, button, cells] = [row.querySelector(".pick input"), row.querySelector(".row-button"), cellsOf(row)];
  if (isCell && key === "ArrowLeft" && target === cells[0]) return box && (() => box.focus());
  if (isCell && key === "ArrowRight" && target === cells.at(-1)) return button && (() => button.focus());
  if (target === box && key === "ArrowRight") return () => goTo(cells[0]);
  if (target === button && key === "ArrowLeft") return () => goTo(cells.at(-1));
  if (target !== box && target !== button) return null;
  const line = [...document.querySelectorAll("[data-sheet] tr.has-tools")];
  const there = line[line.indexOf(row) + ({ ArrowDown: 1, ArrowUp: -1 }[key] ?? NaN)];
  return there && (() => there.querySelector(target === box ? ".pick input" : ".row-button").focus());
}

/* The menu key opens the row's menu; the right mouse button keeps the browser's, with its copying and spelling. */
function onContextMenu(event) {
  const cell = cellAt(event.target);
  if (!cell || cell !== event.target || event.button === 2) return;
  event.preventDefault();
  openMenu(cell.closest("tr"), cell);
}
