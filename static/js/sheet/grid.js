/* Moving about in the sheet: one tab stop a table, arrows and Tab from cell to cell, Escape out of it.

   Works by listening on the document, so that a sheet swapped in later needs no more than `prepare`. */

import { cellAt, cellsOf, rowsOf, tables } from "./cells.js";

/* Tables become grids, so that a screen reader lets the keys through; each gets its tab stop. */
export function prepare() {
  for (const table of tables()) {
    table.setAttribute("role", "grid");
    const region = table.closest(".table-region");
    region?.removeAttribute("tabindex"); // its cells are what can be reached and scrolled to
    if (!table.querySelector('tbody [tabindex="0"]')) setStop(firstCell(table));
  }
}

export function startGrid() {
  prepare();
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => {
    const cell = cellAt(event.target);
    if (cell && cell === event.target) setStop(cell);
  });
}

/* The cell becomes the one that Tab comes to, and gets focus. */
export function goTo(cell) {
  setStop(cell);
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/* The cell `rows` below (or above, when negative) in the same column, in the next table when this one ends. */
export function neighbourBelow(cell, rows) {
  const lines = tables().flatMap(rowsOf);
  const line = lines[lines.indexOf(cell.closest("tr")) + rows];
  if (!line) return null;
  const here = cellsOf(cell.closest("tr"));
  const there = cellsOf(line);
  return there[Math.min(here.indexOf(cell), there.length - 1)];
}

/* The next cell in reading order within the table, or the one before; null at its ends. */
export function neighbourBeside(cell, step) {
  const cells = rowsOf(cell.closest("table")).flatMap(cellsOf);
  return cells[cells.indexOf(cell) + step] ?? null;
}

function onKey(event) {
  const cell = event.target;
  if (cellAt(cell) !== cell || event.defaultPrevented || event.altKey || event.isComposing) return;
  const there = destination(cell, event);
  if (!there) return;
  event.preventDefault();
  if (there instanceof Element) there === cell || goToAnything(there);
}

/* Where the key leads: an element, or nothing when the key is not one that moves. */
function destination(cell, { key, ctrlKey, metaKey, shiftKey }) {
  const cells = cellsOf(cell.closest("tr"));
  const whole = ctrlKey || metaKey;
  if (shiftKey && key !== "Tab") return null;
  switch (key) {
    case "ArrowDown": return neighbourBelow(cell, 1) ?? cell;
    case "ArrowUp": return neighbourBelow(cell, -1) ?? cell;
    case "ArrowRight": return cells[cells.indexOf(cell) + 1] ?? cell;
    case "ArrowLeft": return cells[cells.indexOf(cell) - 1] ?? cell;
    case "Home": return whole ? firstCell(cell.closest("table")) : cells[0];
    case "End": return whole ? lastCell(cell.closest("table")) : cells.at(-1);
    case "Tab": return whole ? null : neighbourBeside(cell, shiftKey ? -1 : 1);
    case "Escape": return afterTable(cell);
    default: return null;
  }
}

function goToAnything(element) {
  if (cellAt(element) === element) goTo(element);
  else element.focus();
}

/* Escape leaves the sheet: to the first thing that can be pressed after the table. */
function afterTable(cell) {
  const region = cell.closest(".table-region") ?? cell.closest("table");
  const all = [...document.querySelectorAll("main :is(a[href], button, summary, [tabindex='0'])")];
  return all.find((element) => region.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING
    && element.checkVisibility());
}

function setStop(cell) {
  if (!cell) return;
  const former = cell.closest("table").querySelector('tbody > tr > [tabindex="0"]');
  if (former && former !== cell) former.tabIndex = -1;
  cell.tabIndex = 0;
}

function firstCell(table) {
  const row = rowsOf(table)[0];
  return row && cellsOf(row)[0];
}

function lastCell(table) {
  const row = rowsOf(table).at(-1);
  return row && cellsOf(row).at(-1);
}
