/* Rows marked to be changed together. Each has a checkbox of the form "urval"; a bar says how many and what can be done.
   Shift marks all from the last one marked; Shift+Space in a cell marks its row, and Shift with an arrow the next one too. */

import { tellFault } from "../notices.js";
import { announce } from "./announce.js";
import { cellAt, planUrl } from "./cells.js";
import { neighbourBelow, goTo } from "./grid.js";
import { change, neighbourOf } from "./row_changes.js";
import { whenSaved } from "./saving.js";

const PAUSE = 400; // ms: a count is said when one has marked, not at each row
let anchor = null; // the id of the row that was marked last
let chosen = new Set();
let saying;

export function startSelection() {
  prepare();
  document.addEventListener("sheet:refreshed", prepare);
  document.addEventListener("click", onClick);
  document.addEventListener("change", (event) => { if (event.target.matches(BOX)) show(); });
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("submit", (event) => { if (event.target.id === "urval") goOn(event); });
}

const BOX = 'input[name="row"][form="urval"]';

function boxes() {
  return [...document.querySelectorAll(BOX)];
}

function boxOf(row) {
  return row.querySelector(BOX);
}

/* What was marked stays so when the plan is shown anew, and when one comes back to the page. */
function prepare() {
  const bar = document.getElementById("urval");
  const tools = document.querySelector("template[data-selection-tools]");
  if (!bar || bar.querySelector("[data-unselect]")) return;
  bar.append(tools.content.cloneNode(true));
  for (const box of boxes()) if (chosen.has(box.value)) box.checked = true;
  show({ isSaid: false });
}

function show({ isSaid = true } = {}) {
  const marked = boxes().filter((box) => box.checked);
  const before = chosen.size;
  chosen = new Set(marked.map((box) => box.value));
  for (const box of boxes()) box.closest("tr").classList.toggle("is-chosen", box.checked);
  const words = chosen.size === 1 ? "1 markerad" : `${chosen.size} markerade`;
  document.querySelector("#urval [data-selected]").textContent = chosen.size ? words : "";
  clearTimeout(saying);
  if (isSaid && (chosen.size || before)) saying = setTimeout(announce, PAUSE, chosen.size ? words : "Ingen markerad");
}

function onClick(event) {
  const { target } = event;
  if (target.matches?.(BOX)) return mark(target, event.shiftKey);
  if (target.closest?.("[data-unselect]")) return unmark();
  if (target.closest?.("[data-remove-selected]")) return removeAll();
}

/* The box has been ticked or unticked; with Shift so are all between it and the one before. */
function mark(box, isRange) {
  const all = boxes();
  const [from, to] = [all.findIndex((each) => each.value === anchor), all.indexOf(box)].sort((a, b) => a - b);
  if (isRange && from >= 0) for (const each of all.slice(from, to + 1)) each.checked = box.checked;
  anchor = box.value;
  show();
}

function onKey(event) {
  const cell = event.target;
  if (!event.shiftKey || event.ctrlKey || event.altKey || cellAt(cell) !== cell) return;
  const box = boxOf(cell.closest("tr"));
  const below = neighbourBelow(cell, { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0);
  if (event.key === " " && box) box.checked = !box.checked;
  else if (!["ArrowDown", "ArrowUp"].includes(event.key) || !below || !box) return;
  else box.checked = true;
  event.preventDefault();
  event.stopPropagation();
  anchor = box.value;
  if (event.key !== " ") {
    goTo(below);
    const next = boxOf(below.closest("tr"));
    if (next) next.checked = true;
  }
  show();
}

function unmark() {
  const first = boxes().find((box) => box.checked);
  for (const box of boxes()) box.checked = false;
  show();
  first?.focus();
}

function removeAll() {
  const marked = boxes().filter((box) => box.checked);
  const focus = neighbourOf(marked.map((box) => box.closest("tr")));
  change(`${planUrl()}aktiviteter/markerade/`, [...marked.map((box) => ["row", box.value]), ["remove", "1"]], { focus });
}

function goOn(event) {
  event.preventDefault();
  whenSaved().then(() => event.target.submit()).catch(tellFault);
}
