/* A cell in edit mode: a field over its text, as in Excel. Enter or F2 opens it, and so does a key that writes (which replaces).
   Enter goes on below, Tab beside, Escape puts back what was there. Alt+Enter and Shift+Enter break the line. As long as one only
   writes, the arrows go on as well; F2, a press in the text or a line of its own gives them to the text. */

import { attachActors } from "../actors.js";
import { cellAt, cellsOf, choicesOf, columnOf, findCell, isNew, isText, planUrl, rowId, showValue, shownWords, valueOf } from "./cells.js";
import { goTo, neighbourBelow, neighbourBeside } from "./grid.js";
import { tellFault } from "../notices.js";
import { entryOf, flush, rebase, want } from "./saving.js";
import { redoLast, remember, rememberLinks, renameRow, undoLast } from "./undo.js";

const LINE_IN_CELL = '<br style="mso-data-placement:same-cell">';

/* The open editor: cell, row, field, url, control, before (the value when it was opened), isWriting (the arrows leave), newer (what
   somebody else has written there since); null when none is. */
let open = null;

/* What had focus when the pointer went down. */
let focusedBefore = null;

export function startEditor() {
  document.addEventListener("keydown", onKey);
  // Before the press itself moves focus: what matters is where one was.
  document.addEventListener("pointerdown", () => { focusedBefore = document.activeElement; }, true);
  document.addEventListener("click", onClick);
  document.addEventListener("dblclick", (event) => {
    const cell = cellAt(event.target);
    if (cell && !open) edit(cell);
  });
  document.addEventListener("copy", copyCell);
  document.addEventListener("cut", (event) => { if (copyCell(event)) empty(document.activeElement); });
  document.addEventListener("sheet:made", ({ detail }) => renameRow(detail.row, String(detail.id)));
}

export function openEditor() {
  return open;
}

/* Opens the cell for editing; `text` replaces what it holds. */
export function edit(cell, text = null) {
  if (open?.cell === cell) return open.control.focus();
  close();
  const column = columnOf(cell);
  const value = wantedValue(cell);
  const control = controlFor(column, value, cell);
  open = { cell, row: rowId(cell), field: column.field, url: urlOf(cell), control, before: value, isWriting: text !== null };
  cell.classList.add("is-editing");
  cell.append(control);
  open.completion = attachTo(open, column);
  if (text !== null && "value" in control) control.value = text;
  grow(control);
  listen(open);
  const target = control.matches("fieldset") ? control.querySelector("input") : control;
  target.focus();
  if (control.matches("textarea")) control.setSelectionRange(control.value.length, control.value.length);
  if (text) save(open, text, { pause: true });
}

/* With all of it marked: what comes replaces it, and if nothing comes it stays. */
function editOver(cell) {
  edit(cell);
  open.control.select();
  open.isWriting = true;
}

/* Sets the cell without opening it; what it held can be put back with Ctrl+Z. */
export function setCell(cell, value, actors = null) {
  const [row, { field }] = [rowId(cell), columnOf(cell)];
  const change = { row, field, before: { value: wantedValue(cell), actors: null }, after: { value, actors } };
  showValue(cell, value);
  remember(change);
  const base = change.before.value;
  const left = actors ? "" : writtenOver(cell, base, value);
  want({ row, field, url: urlOf(cell), base, value, actors, left, taken: (answer) => rememberLinks(change, answer), now: true });
}

/* Where nobody is named nobody is linked: a document would go on naming them. */
function empty(cell) {
  setCell(cell, "", columnOf(cell).kind === "actors" && !isNew(rowId(cell)) ? [] : null);
}

/* Of a cell that names actors what has given way: the server lets go of those that are named there no longer. */
function writtenOver(cell, before, value) {
  return columnOf(cell).kind === "actors" && !value.includes(before) ? before : "";
}

/* Leaves edit mode; what was typed is saved. It `goesOn` in another field in the same place. */
export function close({ cancelled = false, goesOn = false } = {}) {
  if (!open) return;
  const { cell, row, field, control, before, newer, completion } = open;
  const value = cancelled ? before : controlValue(control);
  // Read by nobody here, who has neither written nor taken anything back.
  const isUntouched = newer !== undefined && value === before && (entryOf(row, field)?.state ?? "saved") === "saved";
  if (cancelled) completion?.restore();
  const links = completion?.changed();
  const change = { row, field, before: { value: before, actors: links?.before ?? null }, after: { value, actors: links?.now ?? null } };
  if (isUntouched) rebase(row, field, newer);
  else save(open, value, { left: goesOn ? "" : writtenOver(cell, before, value), taken: (answer) => rememberLinks(change, answer) });
  flush(row, field);
  open = null;
  completion?.detach();
  control.remove();
  cell.classList.remove("is-editing");
  showValue(cell, isUntouched ? newer : value);
  if (!goesOn && (value !== before || links)) remember(change);
  document.dispatchEvent(new CustomEvent("sheet:closed", { detail: { row, field } }));
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing) return;
  if (open?.control.contains(event.target)) return onEditorKey(event);
  const cell = event.target;
  if (cellAt(cell) !== cell) return;
  const whole = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (whole && key === "z" && !event.shiftKey) act(event, () => putBack(cell, undoLast(), "after", "before"));
  else if (whole && (key === "y" || key === "z")) act(event, () => putBack(cell, redoLast(), "before", "after"));
  else if (whole || event.altKey) return;
  else if ((event.key === "Enter" && !event.shiftKey) || event.key === "F2") act(event, () => edit(cell));
  else if (event.key === "Delete" || event.key === "Backspace") act(event, () => empty(cell));
  else if (event.key.length === 1 && event.key !== " " && isText(cell)) act(event, () => edit(cell, event.key));
  // The accent goes on into the field that is opened, where its letter comes.
  else if (event.key === "Dead" && isText(cell)) editOver(cell);
  else if (event.key === " " && !event.shiftKey && isText(cell)) act(event, () => edit(cell));
}

function onEditorKey(event) {
  const { cell, control } = open;
  const breaks = event.shiftKey || event.altKey || matchMedia("(pointer: coarse)").matches;
  const beyond = open.isWriting && arrowTo(cell, event);
  if (event.key === "Escape") act(event, () => { close({ cancelled: true }); goTo(cell); });
  else if (beyond) act(event, () => leave(cell, beyond));
  else if (event.key === "F2") act(event, () => { open.isWriting = false; });
  else if (event.key === "Tab") act(event, () => leave(cell, neighbourBeside(cell, event.shiftKey ? -1 : 1)));
  else if (event.key === "Enter" && control.matches("textarea") && event.altKey) act(event, () => insertBreak(control));
  else if (event.key === "Enter" && !(control.matches("textarea") && breaks)) act(event, () => leave(cell, neighbourBelow(cell, 1)));
}

/* The cell that an arrow leads to while one writes. Up and down belong to the suggestions where there are such. */
function arrowTo(cell, { key, shiftKey, ctrlKey, metaKey, altKey }) {
  if (shiftKey || ctrlKey || metaKey || altKey) return null;
  const cells = cellsOf(cell.closest("tr"));
  const beside = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (beside) return cells[cells.indexOf(cell) + beside] ?? cell;
  if (!["ArrowUp", "ArrowDown"].includes(key) || columnOf(cell).kind === "actors") return null;
  return neighbourBelow(cell, key === "ArrowDown" ? 1 : -1) ?? cell;
}

function act(event, action) {
  event.preventDefault();
  event.stopPropagation();
  action();
}

function leave(cell, next) {
  close();
  goTo(next ?? cell);
}

/* Gives a changed cell what it held; not where somebody has written something else since, which would be lost to them. */
function putBack(cell, change, from, to) {
  if (!change) return;
  const there = findCell(change.row, change.field);
  if (!there) return tellFault(new Error("Det du ändrade visas inte här längre. Det finns i aktivitetens historik."));
  goTo(there);
  if (wantedValue(there).trim() !== change[from].value.trim()) {
    const { label } = columnOf(there);
    return tellFault(new Error(`${label} har ändrats efter dig, så din ändring är kvar. Det som stod finns i aktivitetens historik.`));
  }
  const { value, actors } = change[to];
  showValue(there, value);
  const links = actors && { actors, linked: change[from].actors };
  want({ row: change.row, field: change.field, url: urlOf(there), base: change[from].value, value, ...links, now: true });
}

/* The first press chooses the cell, the next one writes in it; with a finger the first does. */
function onClick(event) {
  const cell = cellAt(event.target);
  if (!cell || event.target.closest("a, button, input, select, textarea, summary, label") || !getSelection().isCollapsed) return;
  if (focusedBefore === cell || event.pointerType === "touch") edit(cell);
  else if (open?.cell !== cell) goTo(cell);
}

function copyCell(event) {
  const cell = document.activeElement;
  if (cellAt(cell) !== cell || !getSelection().isCollapsed) return false;
  const words = shownWords(cell);
  event.clipboardData.setData("text/plain", words);
  event.clipboardData.setData("text/html", asTable(words));
  event.preventDefault();
  return true;
}

/* One cell for Excel, however many lines it has. */
function asTable(words) {
  const cell = document.createElement("td");
  cell.textContent = words;
  return `<table><tr><td>${cell.innerHTML.replaceAll("\n", LINE_IN_CELL)}</td></tr></table>`;
}

function listen(editor) {
  const { control } = editor;
  control.addEventListener("pointerdown", () => { editor.isWriting = false; });
  control.addEventListener("input", () => {
    if (control.value?.includes("\n")) editor.isWriting = false;
    grow(control);
    save(editor, controlValue(control), { pause: true });
  });
  control.addEventListener("focusout", (event) => {
    // The window losing focus, or a press in what belongs to the field, is not leaving it.
    if (!document.hasFocus() || editor.cell.contains(event.relatedTarget) || editor.completion?.contains(event.relatedTarget)) return;
    if (event.relatedTarget?.closest(".conflict")) return;
    if (open === editor) close();
  });
}

function save(editor, value = controlValue(editor.control), { pause = false, ...more } = {}) {
  const { row, field, url, before, chosen } = editor;
  const entry = entryOf(row, field);
  if (!entry && value === before && !chosen) return;
  want({ row, field, url, base: before, value, ...chosen, ...more, now: !pause });
  editor.chosen = null;
}

function attachTo(editor, column) {
  if (column.kind !== "actors") return null;
  const relation = { partners_text: "partners", responsible_text: "responsible" }[column.field];
  // A choice that is not saved yet, the server does not know.
  const actors = entryOf(editor.row, editor.field)?.actors ?? (isNew(editor.row) ? [] : null);
  const onLink = (chosen, linked) => { editor.chosen = { actors: chosen, linked }; save(editor); };
  return attachActors(editor.control, { planUrl: planUrl(), row: editor.row, relation, actors, onLink });
}

/* What the cell is to hold: what was typed last, saved or not. */
function wantedValue(cell) {
  const entry = entryOf(rowId(cell), columnOf(cell).field);
  return entry && entry.state !== "saved" ? entry.wanted : valueOf(cell);
}

function controlFor(column, value, cell) {
  const control = isText(cell) ? document.createElement("textarea") : choicesOf(column.field);
  control.classList.add("cell-editor");
  control.setAttribute("aria-label", `${column.label}, rad ${cell.closest("tr").sectionRowIndex + 1}`);
  setValue(control, value);
  return control;
}

function setValue(control, value) {
  if (!control.matches("fieldset")) control.value = value;
  else for (const input of control.querySelectorAll("input")) input.checked = value.includes(input.value);
}

function controlValue(control) {
  if (!control.matches("fieldset")) return control.value;
  return [...control.querySelectorAll("input:checked")].map((input) => input.value).join("");
}

/* As high as its text; the browsers that do this by themselves are left to it. */
function grow(control) {
  if (!control.matches("textarea") || CSS.supports("field-sizing", "content")) return;
  control.style.height = "auto";
  control.style.height = `${control.scrollHeight + 2}px`;
}

function insertBreak(control) {
  control.setRangeText("\n", control.selectionStart, control.selectionEnd, "end");
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

function urlOf(cell) {
  return `${planUrl()}aktiviteter/${rowId(cell)}/falt/${columnOf(cell).field}/`;
}
