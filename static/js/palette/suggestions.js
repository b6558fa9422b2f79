/* What the server offers while one types. Only the last question is ever answered. */

const PAUSE = 150; // ms without a key before asking

let timer = 0;
let asking = null;

/* The question is what is typed (q) and the plan one is in, if any. `take` gets the suggestions when they have come; nothing when a newer question was asked or the server is away. */
export function ask(address, question, take) {
  forget();
  if (!question.q) return;
  timer = setTimeout(() => fetched(address, question).then(take, () => {}), PAUSE);
}

export function forget() {
  clearTimeout(timer);
  asking?.abort();
}

async function fetched(address, question) {
  asking = new AbortController();
  const response = await fetch(`${address}?${new URLSearchParams(question)}`, {
    headers: { Accept: "application/json" },
    signal: asking.signal,
  });
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()).suggestions;
}
