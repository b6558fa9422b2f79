/* A blank row in the table, which becomes an activity when somebody has written what it is. */

import { announce } from "./announce.js";
import { cellsOf, columnOf, isNew, NEW, nameOf, planUrl } from "./cells.js";
import { close, edit, openEditor } from "./editor.js";
import { goTo } from "./grid.js";
import { WAITS } from "./row_saving.js";
import { adopt, entriesOf, forget } from "./saving.js";

/* A blank row below this one, with its first cell open. There is one at a time: a second one would be the first. */
export function addBelow(row) {
  close();
  const left = document.querySelector(`[data-sheet] tr[data-row^="${NEW}"]`);
  const made = left ?? blank(row);
  if (!left) announce(`Ny rad under ${nameOf(row)}. ${WAITS}.`);
  const [first] = cellsOf(made);
  goTo(first);
  edit(first);
  // Below the field, which has come last.
  if (!left) first.append(Object.assign(document.createElement("span"), { className: "save-state", textContent: WAITS }));
}

export function startNewRows() {
  document.addEventListener("sheet:made", (event) => become(event.detail));
  document.addEventListener("focusin", (event) => { if (!event.target.closest?.("tr.is-new")) dropEmpty(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".row-drop");
    if (button) removeNewRow(button.closest("tr"));
  });
}

export function removeNewRow(row) {
  close({ cancelled: true });
  forget(row.dataset.row);
  const near = row.previousElementSibling ?? row.nextElementSibling;
  row.remove();
  if (near?.dataset.row) goTo(cellsOf(near)[0]);
}

/* The new rows in which something has been written, or is about to be: a page that is shown anew does not know them. */
export function takeNewRows() {
  return [...document.querySelectorAll("tr.is-new")].filter((row) => row.contains(document.activeElement) || !isBlank(row));
}

/* Below the rows that they were below; where those are gone, last in the plan. */
export function putBackNewRows(rows) {
  for (const row of rows) {
    const above = document.querySelector(`[data-sheet] tr[data-row="${CSS.escape(row.dataset.after)}"]`);
    const last = above ?? [...document.querySelectorAll("[data-sheet] tbody > tr[data-row]")].at(-1);
    last?.after(row);
  }
}

function isBlank(row) {
  return entriesOf(row.dataset.row).every((entry) => !entry.wanted && !entry.actors);
}

function blank(row) {
  const made = row.cloneNode(true);
  made.removeAttribute("id");
  made.className = "is-new";
  made.dataset.row = NEW + line();
  made.dataset.after = row.dataset.row;
  for (const cell of made.cells) empty(cell);
  made.querySelector(":scope > .actions").append(dropButton());
  row.after(made);
  return made;
}

function empty(cell) {
  const { label } = cell.dataset;
  cell.replaceChildren();
  cell.removeAttribute("tabindex");
  if (cell.dataset.value) cell.dataset.value = "";
  if (label) cell.dataset.label = label;
}

function dropButton() {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn btn-quiet btn-icon row-drop", textContent: "×" });
  button.setAttribute("aria-label", "Ta bort den nya raden");
  return button;
}

/* A uuid, also where the page has come without TLS and `randomUUID` is not there. */
function line() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([from, to]) => hex.slice(from, to)).join("-");
}

/* Nobody is asked what to do with a row in which nothing was written. */
function dropEmpty() {
  for (const row of document.querySelectorAll("tr.is-new")) {
    if (isNew(row.dataset.row) && isBlank(row) && !row.contains(document.activeElement)) {
      forget(row.dataset.row);
      row.remove();
    }
  }
}

/* The server has it: from now on it is a row as any other, also for the field that is open in it. */
function become({ row, id, saved, sent, warnings }) {
  const line = document.querySelector(`tr[data-row="${CSS.escape(row)}"]`);
  const url = `${planUrl()}aktiviteter/${id}/falt/`;
  line.dataset.row = id;
  line.id = `aktivitet-${id}`;
  line.classList.remove("is-new");
  equipLike(line);
  const editor = openEditor();
  if (editor?.row === row) Object.assign(editor, { row: String(id), url: `${url}${editor.field}/` });
  for (const cell of cellsOf(line)) if (!entriesOf(row).some(({ field }) => field === columnOf(cell).field)) cell.querySelector(":scope > .save-state")?.remove();
  adopt(row, String(id), { url, saved, sent, warnings });
  document.dispatchEvent(new CustomEvent("sheet:row"));
}

/* Its checkbox and its link, as on the rows that came with the page. */
function equipLike(line) {
  const model = document.querySelector("[data-sheet] tr.has-tools");
  const box = line.querySelector(":scope > .pick").appendChild(model.querySelector(".pick input").cloneNode());
  Object.assign(box, { value: line.dataset.row, checked: false });
  const name = nameOf(line);
  box.setAttribute("aria-label", `Markera ${name}`);
  const link = model.querySelector(".actions > .edit-link").cloneNode(true);
  link.href = link.getAttribute("href").replace(/\d+\/$/, `${line.dataset.row}/`);
  link.querySelector(".visually-hidden").textContent = ` ${name}`;
  line.querySelector(":scope > .actions").replaceChildren(link);
}
