/* Why it did not go as planned, and what happens now, are asked only where it did not. Without script they stand there. */

const form = document.querySelector("[data-deviations]");
const deviation = form.querySelector(".deviation");
const deviations = form.dataset.deviations.split(" ");

form.addEventListener("change", show);
show();

function show() {
  deviation.hidden = !(deviates() || isFilledIn());
}

function deviates() {
  return deviations.includes(new FormData(form).get("status"));
}

/* What has been typed, or is wrong, stays in sight whatever the status. */
function isFilledIn() {
  return [...deviation.querySelectorAll("textarea")].some((field) => field.value.trim() !== "");
}
