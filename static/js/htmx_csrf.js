/* htmx requests carry Django's CSRF token, and a request that fails says so in the page's messages. */

const SAFE = new Set(["get", "head", "options"]);

export function sendCsrfToken(root) {
  root.addEventListener("htmx:configRequest", (event) => {
    const token = root.querySelector('meta[name="csrf-token"]')?.content;
    if (token && !SAFE.has(event.detail.verb.toLowerCase())) {
      event.detail.headers["X-CSRFToken"] = token;
    }
  });
}

export function tellWhenRequestFails(root) {
  const tell = (words) => root.getElementById("messages")?.replaceChildren(notice(root, words));
  root.addEventListener("htmx:sendError", () =>
    tell("Vi når inte servern just nu. Det du skrev finns kvar på sidan. Försök igen om en stund."));
  root.addEventListener("htmx:responseError", (event) => tell(wordsFor(event.detail.xhr.status)));
}

function wordsFor(status) {
  if (status === 403) return "Det gick inte att spara. Du kan ha blivit utloggad. Ladda om sidan och försök igen.";
  if (status === 404) return "Det du ville ändra finns inte längre. Ladda om sidan.";
  return "Något gick fel hos oss. Försök igen om en stund.";
}

function notice(root, words) {
  const block = root.createElement("div");
  block.className = "notice notice-error";
  const body = root.createElement("p");
  body.className = "notice-body";
  body.textContent = words;
  block.append(body);
  return block;
}
