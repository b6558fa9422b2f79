/* What is done with a row as a whole: a new one below it, a copy, its place, away with it. Each is one POST after all typed text is
   saved, and the plan is shown anew; the same can be done by the plain forms behind "Ändra". */

import { tellFault } from "../notices.js";
import { isNew, planUrl } from "./cells.js";
import { sayMessages } from "./forms.js";
import { addBelow, removeNewRow } from "./new_row.js";
import { postAndRefresh } from "./refresh.js";

const ADDRESSES = { copy: "dubblett/", up: "upp/", down: "ner/", remove: "bort/" };
let underWay = null; // the change that was asked for last, until it is done

/* `what` is below, copy, up, down or remove. */
export function act(row, what) {
  if (isNew(row.dataset.row)) return what === "remove" && removeNewRow(row);
  if (what === "below") return addBelow(row);
  const focus = what === "remove" ? neighbourOf([row]) : "";
  return change(`${rowUrl(row)}${ADDRESSES[what]}`, {}, { focus, mayFollow: ["up", "down"].includes(what) });
}

/* One change of rows at a time. What is pressed meanwhile is pressed once too often, but for steps: each of them counts. */
export async function change(url, fields, { mayFollow = false, ...options } = {}) {
  if (underWay && !mayFollow) return;
  const mine = (underWay ?? Promise.resolve()).then(() => make(url, fields, options));
  underWay = mine;
  await mine;
  if (underWay === mine) underWay = null;
}

/* Posts it, and shows and says what came of it. */
async function make(url, fields, options) {
  try {
    await postAndRefresh(`${url}?next=${encodeURIComponent(location.pathname + location.search)}`, fields, options);
    sayMessages();
  } catch (error) {
    tellFault(error);
  }
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
