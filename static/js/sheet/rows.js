/* What is done with a row as a whole: a new one below it, a copy, its place, away with it. Each is one POST after all typed text is
   saved, and the plan is shown anew; the same can be done by the plain forms behind "Ändra". */

import { tellFault } from "../notices.js";
import { cellAt, cellsOf, isNew } from "./cells.js";
import { sayMessages } from "./forms.js";
import { goTo } from "./grid.js";
import { addBelow, removeNewRow } from "./new_row.js";
import { postAndRefresh } from "./refresh.js";
import { openMenu } from "./row_menu.js";

const ADDRESSES = { copy: "dubblett/", up: "upp/", down: "ner/", remove: "bort/" };
let isBusy = false;

export function startRows() {
  equip();
  document.addEventListener("sheet:refreshed", equip);
  document.addEventListener("sheet:row", equip);
  // Before the sheet's own keys: these are the ones that mean something else beside Alt, or at a row's ends.
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("contextmenu", onContextMenu);
  document.addEventListener("click", onClick);
}

/* `what` is below, copy, up, down or remove. */
export function act(row, what) {
  if (isNew(row.dataset.row)) return what === "remove" && removeNewRow(row);
  if (what === "below") return addBelow(row);
  const focus = what === "remove" ? neighbourOf([row]) : "";
  return change(`${rowUrl(row)}${ADDRESSES[what]}`, {}, { focus });
}

/* Posts one change of rows, never two at a time, and shows and says what came of it. */
export async function change(url, fields, options = {}) {
  if (isBusy) return;
  isBusy = true;
  try {
    await postAndRefresh(`${url}?next=${encodeURIComponent(location.pathname + location.search)}`, fields, options);
    sayMessages();
  } catch (error) {
    tellFault(error);
  } finally {
    isBusy = false;
  }
}

export function planUrl() {
  return document.querySelector("[data-plan]").dataset.plan;
}

export function rowUrl(row) {
  return `${planUrl()}aktiviteter/${row.dataset.row}/`;
}

/* The id of where focus goes when these rows are gone: the row that takes their place, else the one before, else the heading. */
export function neighbourOf(rows) {
  const gone = new Set(rows);
  const stays = (row) => row.dataset.row && !gone.has(row);
  const line = [...rows[0].parentElement.rows];
  const here = line.indexOf(rows[0]);
  const near = line.slice(here).find(stays) ?? line.slice(0, here).findLast(stays);
  return near?.id ?? rows[0].closest("section")?.id ?? "";
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
