/* A row is dragged by its handle, within its table, to another and onto a heading without any. Flytta upp, Flytta ner and
   Flytta till … in the row's menu do the same without dragging. */

import { announce } from "./announce.js";
import { headingOf, nameOf } from "./cells.js";
import { change, rowUrl } from "./row_changes.js";

const NEAR = 4; // px that a press may slip before it is a drag
const EDGE = 60; // px from the window's edge where the page begins to roll

/* What is under way: row, pointer, start, and once it is a drag the shade that follows and the line that shows where to. */
let drag = null;

export function startDragging() {
  document.addEventListener("pointerdown", onDown);
  document.addEventListener("pointermove", onMove);
  document.addEventListener("pointerup", onUp);
  document.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag?.shade) return;
    event.preventDefault();
    event.stopPropagation();
    stop();
    announce("Flytten är avbruten.");
  }, true);
}

function onDown(event) {
  const handle = event.target.closest?.(".row-handle");
  if (!handle || event.button !== 0) return;
  event.preventDefault(); // no text is marked
  drag = { row: handle.closest("tr"), handle, pointer: event.pointerId, start: event.clientY, x: event.clientX, y: event.clientY };
}

function onMove(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  Object.assign(drag, { x: event.clientX, y: event.clientY });
  if (!drag.shade && Math.abs(event.clientY - drag.start) < NEAR) return;
  if (!drag.shade) begin();
  follow();
}

function begin() {
  drag.handle.setPointerCapture(drag.pointer);
  drag.shade = floating("drag-shade", nameOf(drag.row));
  drag.line = floating("drag-line", "");
  drag.row.classList.add("is-dragged");
  document.querySelector(".plan-sheet").classList.add("is-dragging");
  drag.rolling = setInterval(roll, 16);
}

function floating(name, words) {
  const made = document.createElement("div");
  made.className = name;
  made.textContent = words;
  made.setAttribute("aria-hidden", "true");
  return document.body.appendChild(made);
}

function follow() {
  const { shade, x, y } = drag;
  shade.style.transform = `translate(${x + 12}px, ${y + 8}px)`;
  drag.target?.heading?.classList.remove("is-target");
  drag.target = targetAt(x, y);
  drag.target?.heading?.classList.add("is-target");
  showLine(drag.target?.edge);
}

/* Where the row would go: after which row under which heading, and the edge of the row that shows it; null where nowhere. */
function targetAt(x, y) {
  const under = document.elementFromPoint(x, y);
  const section = under?.closest(".plan-sheet section.sheet");
  const heading = section && headingOf(section);
  if (!heading && !section?.querySelector("[data-sheet]")) return null;
  const row = under.closest("[data-sheet] tbody > tr[data-row]") ?? nearestRow(section, y);
  if (!row) return { place: `${heading}-`, heading: section };
  const box = row.getBoundingClientRect();
  const isBelow = y > box.top + box.height / 2;
  const after = isBelow ? row : rowBefore(row);
  const edge = { left: box.left, width: box.width, top: isBelow ? box.bottom : box.top };
  return { place: `${heading}-${after && after !== drag.row ? after.dataset.row : idBefore(after)}`, edge };
}

function nearestRow(section, y) {
  const rows = [...section.querySelectorAll("[data-sheet] tbody > tr[data-row]")];
  if (!rows.length) return null;
  return y < rows[0].getBoundingClientRect().top ? rows[0] : rows.at(-1);
}

/* The row above it in the table that is another than the dragged one. */
function rowBefore(row) {
  let before = row.previousElementSibling;
  while (before && (!before.dataset.row || before === drag.row)) before = before.previousElementSibling;
  return before;
}

function idBefore(row) {
  return (row && rowBefore(row)?.dataset.row) ?? "";
}

function showLine(edge) {
  const { style } = drag.line;
  style.display = edge ? "block" : "none";
  if (edge) Object.assign(style, { left: `${edge.left}px`, width: `${edge.width}px`, top: `${edge.top - 1}px` });
}

function roll() {
  const up = EDGE - drag.y;
  const down = drag.y - (innerHeight - EDGE);
  if (up <= 0 && down <= 0) return;
  scrollBy({ top: down > 0 ? down / 3 : -up / 3, behavior: "instant" });
  follow();
}

function onUp(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  const { row, target, shade } = drag;
  stop();
  if (shade && target) change(`${rowUrl(row)}plats/`, { place: target.place }, { mayFollow: true });
}

function stop() {
  if (!drag) return;
  clearInterval(drag.rolling);
  drag.shade?.remove();
  drag.line?.remove();
  drag.row.classList.remove("is-dragged");
  drag.target?.heading?.classList.remove("is-target");
  document.querySelector(".plan-sheet")?.classList.remove("is-dragging");
  drag = null;
}
