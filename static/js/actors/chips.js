/* The actors that a text is linked to, under its field, each with a button that takes the link away and leaves the text. */

let made = 0;

export function makeChips(textarea, unlink) {
  const element = document.createElement("div");
  element.className = "actor-chips";
  const [list, words] = [document.createElement("ul"), document.createElement("p")];
  list.id = `kopplade-aktorer-${++made}`;
  list.setAttribute("aria-label", "Kopplade aktörer");
  words.className = "field-error";
  element.append(list, words);
  textarea.after(element);
  const described = textarea.getAttribute("aria-describedby");
  const chips = {
    element,
    show: (actors) => {
      list.replaceChildren(...actors.map((actor) => chip(actor, unlink)));
      list.hidden = !actors.length;
      describe(textarea, described, actors.length ? list.id : "");
    },
    complain: (sentence) => {
      words.textContent = sentence;
      words.hidden = !sentence;
    },
    remove: () => {
      describe(textarea, described, "");
      element.remove();
    },
  };
  chips.show([]);
  chips.complain("");
  return chips;
}

function chip(actor, unlink) {
  const [item, button] = [document.createElement("li"), document.createElement("button")];
  item.className = "tag actor-chip";
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", `Ta bort kopplingen till ${actor.name}`);
  button.addEventListener("click", () => unlink(actor));
  item.append(actor.name, button);
  return item;
}

/* The field says what it is linked to along with what else is said about it. */
function describe(textarea, described, more) {
  const ids = [described, more].filter(Boolean).join(" ");
  if (ids) textarea.setAttribute("aria-describedby", ids);
  else textarea.removeAttribute("aria-describedby");
}
