/* Each field saves itself, and nothing typed is lost.

   A field is saved 0.6 s after the last key or when it is left. Of one field there is never more than one request under way, and
   a request whose answer did not come is sent again as it was until it does: only so does the server know a repetition from
   a new change. What was typed meanwhile goes in the next one. Texts are kept in the page and nowhere else in the browser. */

import { answerOf, post } from "../requests.js";
import { isNew } from "./cells.js";

const PAUSE = 600; // ms, within the promised 0.8 s
const MOST_KEPT_ALIVE = 10_000; // signs: of all that outlives its page the browser takes 64 kB
const RETRIES = [1000, 2000, 4000, 8000, 15000]; // ms between attempts, the last one again and again

/* A field's entry: `base` is what the server has, `wanted` what it is to have, `sending` the request that has no answer yet.
   `actors` ({id, name}) are to be linked to it, where somebody has chosen, and `linked` were when she began to; `left` is what was
   written over, whose actors go with their names; `first` is saved before all that. `due` is when the pause is over, `heard` when
   the server last had it, and `taken` is told what it answers.
   `state` is one of saved, waiting, saving, failing, refused, conflict, incomplete (in a row that does not say what it is yet). */
const entries = new Map();
const listeners = new Set();
let waiting = []; // those who asked to know when all is saved

export function onState(listener) {
  listeners.add(listener);
}

export function entryOf(row, field) {
  return entries.get(`${row}/${field}`);
}

export function entriesOf(row) {
  return [...entries.values()].filter((entry) => entry.row === row);
}

/* How the fields of a row that is new are sent: `sender(row)`. */
export function sendNewRowsBy(sender) {
  sendNewRow = sender;
}

let sendNewRow;

/* The new row has got its id: its fields are saved as any others from now on, what was typed since it was sent among them. */
export function adopt(row, id, { url, saved, sent, warnings }) {
  for (const entry of entriesOf(row)) {
    entries.delete(`${row}/${entry.field}`);
    clearTimeout(entry.timer);
    entries.set(`${id}/${entry.field}`, entry);
    const answer = { warnings: warnings[entry.field] };
    Object.assign(entry, { row: id, url: `${url}${entry.field}/`, base: sent.get(entry.field) ?? "", saved, tries: 0, answer });
    if (hasNews(entry)) send(entry);
    else settle(entry, "saved");
  }
}

/* A new row that came to nothing. */
export function forget(row) {
  for (const entry of entriesOf(row)) {
    clearTimeout(entry.timer);
    entries.delete(`${row}/${entry.field}`);
  }
}

export function unsaved() {
  return [...entries.values()].filter((entry) => entry.state !== "saved");
}

/* The field shall hold `value`. `base` is what the page showed the first time, `url` where it is saved; `actors` were chosen
   instead of `linked` (null: nobody looked what there was), and `left` was written over. `taken` is told the answer. */
export function want({ row, field, url, base, value, actors = null, linked = null, left = "", taken = null, now = false }) {
  const key = `${row}/${field}`;
  const entry = entries.get(key) ?? { row, field, url, base, wanted: base, state: "saved", tries: 0, actors: null, left: "" };
  entries.set(key, entry);
  entry.wanted = value;
  // Of a choice that is not saved yet, what it began with still holds.
  if (actors) Object.assign(entry, { actors, linked: entry.actors ? entry.linked : linked });
  if (left) entry.left = [entry.left, left].filter(Boolean).join("\n");
  if (taken) entry.taken = taken;
  entry.due = performance.now() + (now ? 0 : PAUSE);
  if (entry.state === "conflict") return tell(entry);
  // What is under way is answered or tried again first; then comes the rest.
  if (entry.sending) return;
  clearTimeout(entry.timer);
  if (!hasNews(entry)) return settle(entry, "saved");
  sendWhenDue(entry);
}

/* At once, without waiting for the pause. */
export function flush(row, field) {
  const entry = entryOf(row, field);
  if (!entry) return;
  entry.due = 0;
  if (entry.state === "waiting") send(entry);
}

function sendWhenDue(entry) {
  clearTimeout(entry.timer);
  settle(entry, "waiting");
  entry.timer = setTimeout(send, Math.max(0, entry.due - performance.now()), entry);
}

/* Somebody else's text has come to the field, which nobody here is changing. */
export function rebase(row, field, text) {
  const entry = entryOf(row, field);
  if (entry) Object.assign(entry, { base: text, wanted: text });
}

/* Of the two, this one holds; the other was seen and stays in the history. `actors` are to be linked, null those that are. */
export function resolve(entry, { value, actors }, { isMine = false } = {}) {
  const { theirs, wanted, actors: chosen } = entry;
  // Mine is saved first even when theirs is chosen: so it can be brought back.
  const first = isMine ? null : { value: wanted, actors: chosen };
  Object.assign(entry, { base: theirs.text, linked: theirs.actors, state: "waiting", theirs: null, first, wanted: value, actors });
  if (!isMine) entry.left = "";
  send(entry);
}

/* Resolves when everything typed is saved; rejects with a sentence when something cannot be. */
export function whenSaved() {
  for (const entry of entries.values()) flush(entry.row, entry.field);
  return new Promise((done, failed) => {
    waiting.push({ done, failed });
    tellWaiting();
  });
}

async function send(entry) {
  clearTimeout(entry.timer);
  if (isNew(entry.row)) return sendNewRow(entry.row);
  entry.sending ??= whatToSend(entry);
  settle(entry, entry.state === "failing" ? "failing" : "saving");
  try {
    // A tab that is put away has no time to wait for an answer.
    const isLeaving = document.visibilityState === "hidden" && entry.sending.value.length < MOST_KEPT_ALIVE;
    const response = await post(entry.url, fieldsOf(entry.sending), { keepalive: isLeaving });
    receive(entry, response.status, await answerOf(response));
  } catch {
    retry(entry, "Inte sparat – försöker igen");
  }
}

function whatToSend({ first, wanted, base, actors, linked, left }) {
  const what = first ?? { value: wanted, actors };
  return { isFirst: Boolean(first), value: what.value, base, actors: what.actors, linked, left: first ? "" : left };
}

function fieldsOf({ value, base, actors, linked, left }) {
  const fields = [["value", value], ["base", base], ...(left ? [["left", left]] : [])];
  if (!actors) return fields;
  const seen = linked ? [["linked_base", linked.map(({ id }) => id).join(",")]] : [];
  return [...fields, ...actors.map(({ id }) => ["actor", id]), ["linked", "1"], ...seen];
}

function receive(entry, status, answer) {
  if (status === 200 && answer) return accept(entry, answer);
  if (status === 409 && answer) return disagree(entry, answer);
  // Signed in again in another tab: the next attempt carries the new token.
  if (status === 403 && answer?.signed_out === false) return retry(entry, "Inte sparat – försöker igen");
  if (status === 403 && answer?.signed_out) return retry(entry, "Du är utloggad. Logga in i en ny flik, så sparas det du skrev.");
  if ((status === 422 || status === 403 || status === 404) && answer) return refuse(entry, answer.error);
  retry(entry, "Inte sparat – försöker igen");
}

function accept(entry, answer) {
  const { isFirst, value, actors, left } = entry.sending;
  if (answer.former) entry.linked = answer.actors;
  if (isFirst) entry.first = null;
  else if (entry.wanted === value) entry.wanted = answer.text;
  if (!isFirst && entry.left === left) entry.left = "";
  if (!isFirst && answer.former && entry.actors === actors) {
    entry.taken?.(answer);
    Object.assign(entry, { actors: null, taken: null });
  }
  Object.assign(entry, { sending: null, tries: 0, base: answer.text, saved: answer.saved, answer, heard: performance.now() });
  if (isFirst && hasNews(entry)) send(entry);
  else if (hasNews(entry)) sendWhenDue(entry);
  else settle(entry, "saved");
}

/* What the field holds is neither what we started from nor what we sent: somebody else was here. */
function disagree(entry, theirs) {
  Object.assign(entry, { sending: null, tries: 0, theirs, first: null });
  settle(entry, "conflict");
}

/* The server will not have it as it is: the words say why, and the next change is tried again. */
function refuse(entry, words) {
  const { isFirst, value } = entry.sending;
  Object.assign(entry, { sending: null, tries: 0, words, first: null });
  if (isFirst || entry.wanted !== value) return send(entry);
  settle(entry, "refused");
}

export function retry(entry, words) {
  entry.words = words;
  entry.timer = setTimeout(send, RETRIES[Math.min(entry.tries, RETRIES.length - 1)], entry);
  entry.tries += 1;
  settle(entry, "failing");
}

function hasNews(entry) {
  return entry.wanted !== entry.base || Boolean(entry.first) || entry.actors !== null || Boolean(entry.left);
}

export function settle(entry, state) {
  entry.state = state;
  tell(entry);
  tellWaiting();
}

export function tell(entry) {
  for (const listener of listeners) listener(entry);
}

function tellWaiting() {
  const left = unsaved();
  const stuck = left.find((entry) => ["refused", "conflict", "failing", "incomplete"].includes(entry.state));
  if (left.length && !stuck) return;
  const told = waiting;
  waiting = [];
  for (const { done, failed } of told) {
    if (stuck) failed(new Error("Det du har skrivit är inte sparat än. Se till att det sparas först."));
    else done();
  }
}

/* A page that was asked for at `moment` shows what the server had then. What it cannot show is given, and told once more. */
export function newerThan(moment) {
  for (const [key, entry] of entries) if (entry.state === "saved" && !(entry.heard > moment)) entries.delete(key);
  return [...entries.values()];
}

addEventListener("online", () => {
  for (const entry of entries.values()) if (entry.state === "failing") send(entry);
});

addEventListener("beforeunload", (event) => {
  if (unsaved().length) event.preventDefault();
});

// A tab that is put away may never come back: send what waits for its pause.
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const entry of entries.values()) flush(entry.row, entry.field);
});
