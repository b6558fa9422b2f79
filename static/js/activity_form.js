/* The plain form of an activity: actors are completed in the text, and the checkboxes that remember them go out of sight. */

import { attachActors } from "./actors.js";

for (const choices of document.querySelectorAll("[data-actors]")) {
  // An error about a choice must be seen where it was made.
  if (!choices.querySelector(".has-error")) attach(choices);
}

function attach(choices) {
  const inputs = [...choices.querySelectorAll("input")].filter((input) => input.checked);
  const actors = inputs.map((input) => ({ id: Number(input.value), name: input.closest("label").textContent.trim() }));
  attachActors(document.getElementById(choices.dataset.actors), {
    planUrl: choices.dataset.plan,
    actors,
    onLink: (chosen) => check(choices, chosen.map((actor) => actor.id)),
  });
  choices.hidden = true;
}

/* An actor made since the page came has no checkbox yet. */
function check(choices, ids) {
  for (const id of ids) inputFor(choices, id) ?? addInput(choices, id);
  for (const input of choices.querySelectorAll("input")) input.checked = ids.includes(Number(input.value));
}

function inputFor(choices, id) {
  return choices.querySelector(`input[value="${id}"]`);
}

function addInput(choices, id) {
  const input = document.createElement("input");
  Object.assign(input, { type: "checkbox", name: choices.dataset.actors.replace(/^id_|_text$/g, ""), value: id });
  choices.append(input);
}
