/* Samverkan and Ansvarig complete from the organisation's actors as one types, several in a row, and a new one is made in place.

   The text stays what was typed, with the name that was chosen put in. Which actors it means is kept beside it: chips under
   the field, which can be taken away without touching the text. A <textarea> may not be called a combobox (ARIA in HTML), so
   it is a text box that says it completes from a list; what a combobox would say by itself is announced. */

import { makeChips } from "./actors/chips.js";
import { makeList } from "./actors/list.js";
import { pieceAt, putName } from "./actors/pieces.js";
import { answerOf, post } from "./requests.js";
import { announce } from "./sheet/announce.js";

const PAUSE = 150; // ms after the last key
const SAID_AFTER = 700; // ms: a screen reader is told when the typing rests
const SHORTEST = 2; // signs

/* Completes `textarea`. `planUrl` is the plan's address; `actors` the linked ones ({id, name}) where they are known, else they
   are asked for by `row` (the activity) and `relation`. `onLink(actors, former)` is called when the links change. Gives { detach,
   contains, changed, restore }, the last of which puts back the links that were there. */
export function attachActors(textarea, { planUrl, row, relation, actors = null, onLink }) {
  const field = { textarea, planUrl, row, relation, linked: actors, before: actors, onLink, said: "", isPutting: false, timers: {} };
  field.list = makeList(textarea, (option) => take(field, option));
  field.chips = makeChips(textarea, (actor) => unlink(field, actor));
  field.loaded = actors ? Promise.resolve() : load(field);
  if (actors) field.chips.show(actors);
  const listeners = { input: () => onInput(field), keydown: (event) => onKey(field, event), blur: () => close(field) };
  for (const [name, listener] of Object.entries(listeners)) textarea.addEventListener(name, listener);
  return {
    contains: (element) => field.chips.element.contains(element) || field.list.element.contains(element),
    changed: () => (isChanged(field) ? { before: field.before, now: field.linked } : null),
    restore: () => {
      if (!isChanged(field)) return;
      onLink(field.before, field.linked);
      field.linked = field.before;
    },
    detach: () => {
      close(field);
      for (const [name, listener] of Object.entries(listeners)) textarea.removeEventListener(name, listener);
      field.list.remove();
      field.chips.remove();
    },
  };
}

// --- Suggestions

function onInput(field) {
  if (field.isPutting) return;
  clearTimeout(field.timers.ask);
  field.chips.complain("");
  const { query } = pieceAt(field.textarea.value, field.textarea.selectionStart);
  if (query.length < SHORTEST) close(field);
  else field.timers.ask = setTimeout(suggest, PAUSE, field, query);
}

async function suggest(field, query, more = []) {
  field.asked?.abort();
  field.asked = new AbortController();
  const found = query.length < SHORTEST ? NOTHING : await ask(field, { q: query }, field.asked.signal);
  if (!found || document.activeElement !== field.textarea) return;
  const known = found.actors.map((actor) => ({ kind: "actor", ...actor }));
  const fresh = query.length < SHORTEST || found.exact ? [] : [{ kind: "new", name: query }];
  const options = [...known, ...fresh, ...more];
  if (!options.length) return close(field);
  field.list.show(options);
  say(field, known.length);
}

const NOTHING = { actors: [], exact: false };

/* What the server answers, or null: without suggestions one goes on typing. */
async function ask(field, parameters, signal) {
  const response = await fetch(`${field.planUrl}aktorsforslag/?${new URLSearchParams(parameters)}`, { signal }).catch(() => null);
  return response?.ok ? answerOf(response) : null;
}

/* Once for each number of suggestions, when the typing rests. */
function say(field, count) {
  const words = `${count === 0 ? "Inga" : count} förslag. Gå till listan med nedåtpilen.`;
  clearTimeout(field.timers.say);
  field.timers.say = setTimeout(() => {
    if (words === field.said || !field.list.isOpen()) return;
    field.said = words;
    announce(words);
  }, SAID_AFTER);
}

function close(field) {
  field.asked?.abort();
  clearTimeout(field.timers.ask);
  clearTimeout(field.timers.say);
  field.said = "";
  field.list.hide();
}

// --- Keys: the list comes first, whoever else listens

function onKey(field, event) {
  if (event.isComposing) return;
  if (!field.list.isOpen()) {
    if (event.key === "ArrowDown" && event.altKey) act(event, () => openAll(field));
    return;
  }
  const chosen = field.list.active();
  if (event.key === "ArrowDown") act(event, () => field.list.move(1));
  else if (event.key === "ArrowUp") act(event, () => field.list.move(-1));
  else if (event.key === "Escape") act(event, () => close(field));
  else if ((event.key === "Enter" || event.key === "Tab") && chosen) act(event, () => take(field, chosen));
  else if (event.key === "Enter" || event.key === "Tab") close(field);
}

function act(event, action) {
  event.preventDefault();
  event.stopPropagation();
  action();
}

/* Alt and the down arrow: what fits where the cursor stands, and the links to take away. */
function openAll(field) {
  const links = (field.linked ?? []).map((actor) => ({ kind: "unlink", ...actor }));
  suggest(field, pieceAt(field.textarea.value, field.textarea.selectionStart).query, links);
}

// --- Choosing

async function take(field, option) {
  close(field);
  if (option.kind === "unlink") return unlink(field, option);
  const actor = option.kind === "new" ? await make(field, option.name) : option;
  if (!actor) return;
  // What listens to the text is told, but nothing more is suggested for a name that was just chosen.
  field.isPutting = true;
  putName(field.textarea, actor.name);
  field.isPutting = false;
  link(field, actor);
}

/* A new actor of the organisation; null when the server says no. */
async function make(field, name) {
  const response = await post(`${field.planUrl}aktorer/ny/`, { name }).catch(() => null);
  const answer = response && (await answerOf(response));
  if (response?.ok && answer) return answer;
  complain(field, answer?.error ?? "Aktören är inte tillagd: vi når inte servern. Texten är kvar. Försök igen om en stund.");
  return null;
}

async function link(field, { id, name }) {
  if (!(await knowLinks(field))) return;
  if (field.linked.some((actor) => actor.id === id)) return;
  relink(field, [...field.linked, { id, name }], `${name} är kopplad.`);
}

async function unlink(field, { id, name }) {
  if (!(await knowLinks(field))) return;
  relink(field, field.linked.filter((actor) => actor.id !== id), `${name} är inte längre kopplad. Texten är kvar.`);
  field.textarea.focus();
}

function relink(field, actors, words) {
  const former = field.linked;
  field.linked = actors;
  field.chips.show(actors);
  field.onLink(actors, former);
  announce(words);
}

/* The links that are there, which a change of one must not lose. */
async function knowLinks(field) {
  await field.loaded;
  if (!field.linked) await (field.loaded = load(field));
  if (!field.linked) complain(field, "Texten är kvar, men aktören är inte kopplad: vi når inte servern. Välj den igen om en stund.");
  return Boolean(field.linked);
}

async function load(field) {
  const answer = await ask(field, { q: "", activity: field.row, relation: field.relation });
  if (!answer) return;
  field.linked = field.before = answer.linked;
  field.chips.show(field.linked);
}

function isChanged({ before, linked }) {
  return Boolean(before) && !sameActors(before, linked);
}

function sameActors(some, others) {
  return some.length === others.length && some.every(({ id }) => others.some((other) => other.id === id));
}

function complain(field, words) {
  field.chips.complain(words);
  announce(words);
}
