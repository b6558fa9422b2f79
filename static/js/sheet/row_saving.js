/* A new row's fields go to the server together, once the row says what it is; after that each goes by itself. */

import { answerOf, post } from "../requests.js";
import { headingOf, planUrl } from "./cells.js";
import { entriesOf, retry, sendNewRowsBy, settle } from "./saving.js";

export const WAITS = "Sparas när du har skrivit vad aktiviteten är";
const NAMING = ["title", "description"];

/* By row: the fields of the request that has no answer yet. It is sent again as it was: the server knows it by the row's uuid
   and answers the same. */
const sending = new Map();
const underWay = new Set();

export function startRowSaving() {
  sendNewRowsBy(sendRow);
}

async function sendRow(row) {
  if (underWay.has(row)) return;
  const fields = entriesOf(row);
  if (!sending.has(row) && !fields.some(({ field, wanted }) => NAMING.includes(field) && wanted.trim())) return wait(fields);
  if (!sending.has(row)) sending.set(row, new Map(fields.map(({ field, wanted }) => [field, wanted])));
  for (const entry of fields) settle(entry, entry.state === "failing" ? "failing" : "saving");
  underWay.add(row);
  const [status, answer] = await ask(row);
  underWay.delete(row);
  receive(row, status, answer);
}

function wait(fields) {
  for (const entry of fields) {
    entry.words = WAITS;
    settle(entry, entry.wanted.trim() ? "incomplete" : "saved");
  }
}

async function ask(row) {
  const line = document.querySelector(`tr[data-row="${CSS.escape(row)}"]`);
  if (!line) return [0, null]; // not in sight just now
  const node = headingOf(line.closest("section"));
  const url = `${planUrl()}aktiviteter/rad/`;
  const about = [["node", node], ["after", line.dataset.after], ["line", row.slice(3)]];
  try {
    const response = await post(url, [...about, ...sending.get(row)]);
    return [response.status, await answerOf(response)];
  } catch {
    return [0, null];
  }
}

function receive(row, status, answer) {
  const [first, ...others] = entriesOf(row);
  if (status === 200 && answer) {
    const sent = sending.get(row);
    sending.delete(row);
    document.dispatchEvent(new CustomEvent("sheet:made", { detail: { row, sent, ...answer } }));
  } else if ([403, 404, 422].includes(status) && answer && !answer.signed_out) {
    sending.delete(row);
    for (const entry of [first, ...others]) settle(Object.assign(entry, { words: answer.error }), "refused");
  } else {
    const words = answer?.signed_out ? "Du är utloggad. Logga in i en ny flik, så sparas det du skrev." : "Inte sparat – försöker igen";
    for (const entry of others) settle(Object.assign(entry, { words }), "failing");
    retry(first, words);
  }
}
