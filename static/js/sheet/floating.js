/* What was done is told where one is and not at the top of the page, until one closes it or does something else. */

let before; // what had focus before a message did

export function startFloating() {
  // A form elsewhere has led back to the row that it was about, far below the top of the page.
  if (location.hash.startsWith("#aktivitet-")) float();
  document.addEventListener("focusin", (event) => { if (!event.target.closest("#messages")) before = event.target; });
  document.addEventListener("sheet:refreshed", float);
  document.addEventListener("notices:told", float);
}

function float() {
  const messages = document.getElementById("messages");
  messages.classList.add("is-floating");
  for (const notice of messages.children) if (!notice.querySelector(".notice-close")) notice.append(closeButton(notice));
}

function closeButton(notice) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn btn-quiet btn-icon notice-close", textContent: "×" });
  button.setAttribute("aria-label", "Stäng meddelandet");
  button.addEventListener("click", () => {
    notice.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  });
  return button;
}
