/* What can be gone to or done from the page as it stands: read from its own links and buttons, so that nothing is said
   twice. `data-command` marks one (its value is what it is called, when its own words are too few); `data-commands` marks
   a menu whose links and buttons all are, and its value stands before each. */

const MARKED = "[data-command], [data-commands] :is(a[href], button[type=submit])";
const PAGES = ".frame-menu > ul > li > a[href], .frame-person a[href]";

/* [{ kind, label, run }], the page's own first. */
export function commands() {
  const own = [...document.querySelectorAll(MARKED)].map((element) => command("Gör", nameOf(element), element));
  const pages = [...document.querySelectorAll(PAGES)].map((link) => command("Sida", wordsOf(link), link));
  return [...own, ...pages];
}

function command(kind, label, element) {
  return { kind, label, where: "", element };
}

function nameOf(element) {
  if (element.dataset.command) return element.dataset.command;
  const before = element.closest("[data-commands]")?.dataset.commands;
  const words = wordsOf(element);
  return before ? `${before} ${words.charAt(0).toLocaleLowerCase("sv")}${words.slice(1)}` : words;
}

function wordsOf(element) {
  return element.textContent.replace(/\s+/g, " ").trim();
}

/* Those in which every word that was typed begins a word. */
export function answering(all, query) {
  const asked = wordsIn(query);
  return all.filter(({ label }) => asked.every((word) => wordsIn(label).some((own) => own.startsWith(word))));
}

function wordsIn(text) {
  return text.normalize("NFC").toLocaleLowerCase("sv").match(/[\p{L}\p{N}]+/gu) ?? [];
}
