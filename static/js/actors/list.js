/* The suggestions under a field: a listbox that the field's own focus walks through (aria-activedescendant). */

const MARGIN = 8; // px to the edge of the window
const NARROWEST = 240; // px

let made = 0;

/* `choose(option)` is called for a press on an option. An option is { kind, name, alias }, kind one of actor, new, unlink. */
export function makeList(textarea, choose) {
  const element = document.createElement("ul");
  element.id = `aktorsforslag-${++made}`;
  element.className = "actor-list";
  element.hidden = true;
  element.setAttribute("role", "listbox");
  element.setAttribute("aria-label", "Förslag på aktörer");
  textarea.after(element);
  textarea.setAttribute("aria-autocomplete", "list");
  textarea.setAttribute("aria-haspopup", "listbox");
  textarea.autocomplete = "off";
  const list = { textarea, element, options: [], at: -1 };
  // A press must not take focus from the field, which would close the list before it is a click.
  element.addEventListener("mousedown", (event) => event.preventDefault());
  element.addEventListener("click", (event) => {
    const pressed = [...element.children].indexOf(event.target.closest("[role=option]"));
    if (pressed >= 0) choose(list.options[pressed]);
  });
  const follow = () => place(list);
  return {
    element,
    isOpen: () => !element.hidden,
    active: () => list.options[list.at] ?? null,
    show: (options) => show(list, options, follow),
    move: (step) => move(list, step),
    hide: () => hide(list, follow),
    remove: () => { hide(list, follow); element.remove(); },
  };
}

function show(list, options, follow) {
  list.options = options;
  list.element.replaceChildren(...options.map((option, index) => row(option, `${list.element.id}-${index}`)));
  list.element.hidden = false;
  list.textarea.setAttribute("aria-controls", list.element.id);
  mark(list, -1);
  place(list);
  addEventListener("scroll", follow, { capture: true, passive: true });
  addEventListener("resize", follow);
}

function hide(list, follow) {
  list.element.hidden = true;
  list.options = [];
  list.textarea.removeAttribute("aria-controls");
  mark(list, -1);
  removeEventListener("scroll", follow, { capture: true });
  removeEventListener("resize", follow);
}

/* Past the last comes the first. */
function move(list, step) {
  const count = list.options.length;
  mark(list, list.at < 0 && step < 0 ? count - 1 : (list.at + step + count) % count);
}

function mark(list, at) {
  list.at = at;
  [...list.element.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
  const active = list.element.children[at];
  if (active) list.textarea.setAttribute("aria-activedescendant", active.id);
  else list.textarea.removeAttribute("aria-activedescendant");
  active?.scrollIntoView({ block: "nearest" });
}

function row(option, id) {
  const made = document.createElement("li");
  made.id = id;
  made.className = `actor-option is-${option.kind}`;
  made.setAttribute("role", "option");
  made.textContent = wordsOf(option);
  if (option.alias) {
    const also = document.createElement("small");
    also.textContent = ` kallas också ${option.alias}`;
    made.append(also);
  }
  return made;
}

function wordsOf({ kind, name }) {
  if (kind === "new") return `Lägg till aktören ”${name}”`;
  return kind === "unlink" ? `Ta bort kopplingen till ${name}` : name;
}

/* Under the field, or above it where there is more room. */
function place({ textarea, element }) {
  const field = textarea.getBoundingClientRect();
  const [above, below] = [field.top - MARGIN, innerHeight - field.bottom - MARGIN];
  const width = Math.min(Math.max(field.width, NARROWEST), innerWidth - 2 * MARGIN);
  element.style.width = `${width}px`;
  element.style.maxHeight = "";
  const isAbove = element.offsetHeight > below && above > below;
  element.style.maxHeight = `${isAbove ? above : below}px`;
  element.style.left = `${Math.max(MARGIN, Math.min(field.left, innerWidth - width - MARGIN))}px`;
  element.style.top = `${isAbove ? field.top - element.offsetHeight : field.bottom}px`;
}
