/* A cell in edit mode: a field over its text, as in Excel. Enter or F2 opens it, and so does a key that writes (which replaces).
   Enter goes on below, Tab beside, Escape puts back what was there. Alt+Enter and Shift+Enter break the line. */

import { attachActors } from "../actors.js";
import { cellAt, choicesOf, columnOf, findCell, isNew, isText, rowId, showValue, valueOf } from "./cells.js";
import { goTo, neighbourBelow, neighbourBeside } from "./grid.js";
import { entryOf, flush, want } from "./saving.js";
import { remember, undoLast } from "./undo.js";

/* The open editor: cell, row, field, url, control, before (the value when it was opened); null when none is. */
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
  open = { cell, row: rowId(cell), field: column.field, url: urlOf(cell), control, before: value, actors: null };
  cell.classList.add("is-editing");
  cell.append(control);
  open.completion = attachTo(open, column);
  if (text !== null && "value" in control) control.value = text;
  grow(control);
  listen(open);
  const target = control.matches("fieldset") ? control.querySelector("input") : control;
  target.focus();
  if (control.matches("textarea")) control.setSelectionRange(control.value.length, control.value.length);
  if (text !== null) save(open);
}

/* Sets the cell without opening it; what it held can be put back with Ctrl+Z. */
export function setCell(cell, value) {
  const [row, { field }] = [rowId(cell), columnOf(cell)];
  const before = wantedValue(cell);
  showValue(cell, value);
  remember({ row, field, before, after: value });
  want({ row, field, url: urlOf(cell), base: before, value, now: true });
}

/* Leaves edit mode; what was typed is saved. */
export function close({ cancelled = false } = {}) {
  if (!open) return;
  const { cell, row, field, control, before, completion } = open;
  const value = cancelled ? before : controlValue(control);
  if (cancelled) completion?.restore();
  if (cancelled) save(open, before);
  else save(open);
  flush(row, field);
  open = null;
  completion?.detach();
  control.remove();
  cell.classList.remove("is-editing");
  showValue(cell, value);
  if (value !== before) remember({ row, field, before, after: value });
  document.dispatchEvent(new CustomEvent("sheet:closed", { detail: { row, field } }));
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing) return;
  if (open?.control.contains(event.target)) return onEditorKey(event);
  const cell = event.target;
  if (cellAt(cell) !== cell) return;
  const whole = event.ctrlKey || event.metaKey;
  if (whole && event.key.toLowerCase() === "z" && !event.shiftKey) act(event, () => undo(cell));
  else if (whole || event.altKey) return;
  else if ((event.key === "Enter" && !event.shiftKey) || event.key === "F2") act(event, () => edit(cell));
  else if (event.key === "Delete" || event.key === "Backspace") act(event, () => setCell(cell, ""));
  else if (event.key.length === 1 && event.key !== " " && isText(cell)) act(event, () => edit(cell, event.key));
  else if (event.key === " " && !event.shiftKey && isText(cell)) act(event, () => edit(cell));
}

function onEditorKey(event) {
  const { cell, control } = open;
  const breaks = event.shiftKey || event.altKey || matchMedia("(pointer: coarse)").matches;
  if (event.key === "Escape") act(event, () => { close({ cancelled: true }); goTo(cell); });
  else if (event.key === "Tab") act(event, () => leave(cell, neighbourBeside(cell, event.shiftKey ? -1 : 1)));
  else if (event.key === "Enter" && control.matches("textarea") && event.altKey) act(event, () => insertBreak(control));
  else if (event.key === "Enter" && !(control.matches("textarea") && breaks)) act(event, () => leave(cell, neighbourBelow(cell, 1)));
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

function undo(cell) {
  const undone = undoLast();
  const there = undone && findCell(undone.row, undone.field);
  if (!there) return;
  const kept = { ...undone };
  showValue(there, kept.before);
  want({ row: kept.row, field: kept.field, url: urlOf(there), base: kept.after, value: kept.before, now: true });
  goTo(there ?? cell);
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
  if (cellAt(cell) !== cell || !getSelection().isCollapsed) return;
  event.clipboardData.setData("text/plain", isText(cell) ? valueOf(cell) : cell.textContent.trim());
  event.preventDefault();
}

function listen(editor) {
  const { control } = editor;
  control.addEventListener("input", () => { grow(control); save(editor, controlValue(control), { pause: true }); });
  control.addEventListener("focusout", (event) => {
    // The window losing focus, or a press in what belongs to the field, is not leaving it.
    if (!document.hasFocus() || editor.cell.contains(event.relatedTarget) || editor.completion?.contains(event.relatedTarget)) return;
    if (event.relatedTarget?.closest(".conflict")) return;
    if (open === editor) close();
  });
}

function save(editor, value = controlValue(editor.control), { pause = false } = {}) {
  const { row, field, url, before, actors } = editor;
  const entry = entryOf(row, field);
  if (!entry && value === before && !actors) return;
  want({ row, field, url, base: before, value, actors, now: !pause });
  editor.actors = null;
}

function attachTo(editor, column) {
  if (column.kind !== "actors") return null;
  const planUrl = editor.cell.closest("[data-plan]").dataset.plan;
  const relation = { partners_text: "partners", responsible_text: "responsible" }[column.field];
  const onLink = (ids) => { editor.actors = ids; save(editor); };
  return attachActors(editor.control, { planUrl, row: editor.row, relation, actors: isNew(editor.row) ? [] : null, onLink });
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
  return `${cell.closest("[data-plan]").dataset.plan}aktiviteter/${rowId(cell)}/falt/${columnOf(cell).field}/`;
}
