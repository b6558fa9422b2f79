/* The plan's tables as a sheet: which cells there are, what column each stands in, and the text it shows.

   A cell shows its text in text nodes of its own; a number before it and the classification below it are elements. */

const TABLES = "table[data-sheet]";

/* A row that the server has not got yet is called this and a uuid. */
export const NEW = "ny-";

/* The address of the plan whose tables these are, with the slash that ends it. */
export function planUrl() {
  return document.querySelector("[data-plan]").dataset.plan;
}

export function isNew(row) {
  return row.startsWith(NEW);
}

export function tables() {
  return [...document.querySelectorAll(TABLES)];
}

export function rowsOf(table) {
  return [...table.tBodies[0].rows].filter((row) => row.dataset.row);
}

export function allRows() {
  return tables().flatMap(rowsOf);
}

/* The editable cell that `element` is or stands in. */
export function cellAt(element) {
  const cell = element?.closest?.(`${TABLES} tbody tr[data-row] > :is(td, th)`);
  return cell && columnOf(cell) ? cell : null;
}

export function columnOf(cell) {
  const heading = cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
  if (!heading?.dataset.field) return null;
  return { field: heading.dataset.field, kind: heading.dataset.kind, label: cell.dataset.label };
}

export function cellsOf(row) {
  return [...row.cells].filter((cell) => columnOf(cell) && !cell.hidden);
}

export function rowId(cell) {
  return cell.closest("tr").dataset.row;
}

/* The cell of an activity and field, wherever it stands now; null when its column is not shown or the row is gone. */
export function findCell(row, field) {
  const line = document.querySelector(`${TABLES} tr[data-row="${CSS.escape(row)}"]`);
  return (line && cellsOf(line).find((cell) => columnOf(cell).field === field)) ?? null;
}

/* Whether one writes in the cell; in the others one chooses. */
export function isText(cell) {
  return ["text", "actors"].includes(columnOf(cell).kind);
}

/* What the cell holds as the server keeps it: the text, or for a choice its stored value. */
export function valueOf(cell) {
  if (!isText(cell)) return cell.dataset.value ?? "";
  return textNodes(cell).map((node) => node.data).join("");
}

/* Shows the value in the cell as the page would have come with it. */
export function showValue(cell, value) {
  if (isText(cell)) showText(cell, value);
  else showChoice(cell, value);
}

/* What stands in the cell for a reader. */
export function shownWords(cell) {
  return wordsOf(cell, valueOf(cell)) || (chosenIn(cell)?.textContent ?? "");
}

/* The value as a reader has it. */
export function wordsOf(cell, value) {
  return isText(cell) ? value : choiceWords(columnOf(cell).field, value);
}

function showText(cell, text) {
  const nodes = textNodes(cell);
  const first = nodes.shift() ?? cell.insertBefore(new Text(), cell.querySelector(":scope > :not(.number)"));
  for (const node of nodes) node.remove();
  if (first.data !== text) first.data = text;
  const chosen = chosenIn(cell);
  if (chosen) chosen.hidden = Boolean(text);
}

/* The actors that stand in the cell, as on paper, where nobody has written who. */
export function showChosen(cell, actors) {
  const names = actors.map(({ name }) => name).sort().join(", ");
  chosenIn(cell)?.remove();
  if (!names || valueOf(cell)) return;
  cell.prepend(Object.assign(document.createElement("span"), { className: "chosen-actors", textContent: names }));
}

function chosenIn(cell) {
  return cell.querySelector(":scope > .chosen-actors");
}

/* A choice keeps its stored value and shows its words, or what the page has a picture of for that value. */
function showChoice(cell, value) {
  const { field } = columnOf(cell);
  const picture = document.querySelector(`template[data-shown="${field}-${CSS.escape(value)}"]`);
  cell.dataset.value = value;
  cell.replaceChildren(picture ? picture.content.cloneNode(true) : choiceWords(field, value));
}

/* The page carries each field's choices once: a select, or a fieldset of checkboxes for substances. */
export function choicesOf(field) {
  return document.querySelector(`template[data-choices="${field}"]`).content.firstElementChild.cloneNode(true);
}

function choiceWords(field, value) {
  const control = choicesOf(field);
  if (control.matches("select")) return [...control.options].find((option) => option.value === value && value)?.text ?? "";
  const inputs = [...control.querySelectorAll("input")];
  const chosen = inputs.filter((input) => value.includes(input.value));
  if (chosen.length === inputs.length) return "Alla ANDTS-områden";
  const words = chosen.map((input) => input.closest("label").textContent.trim()).join(", ");
  return words.slice(0, 1) + words.slice(1).toLocaleLowerCase("sv");
}

/* The id of the heading that a section of the plan is about; "" for the one of those under no heading. */
export function headingOf(section) {
  return /^rubrik-(\d+)$/.exec(section.id)?.[1] ?? "";
}

/* The activity's own name, for what is said about it. */
export function nameOf(row) {
  const named = cellsOf(row).filter((cell) => ["title", "description"].includes(columnOf(cell).field));
  const name = named.map((cell) => valueOf(cell).trim()).find(Boolean) ?? "ny aktivitet";
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}

function textNodes(cell) {
  return [...cell.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
}
