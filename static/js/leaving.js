/* Going to another page by script, when what is being done here is done. */

const LONGEST = 3000; // ms; then the server is away, and the browser asks before it throws anything away

const waits = [];

/* `wait` gives a promise of being ready to leave. */
export function beforeLeaving(wait) {
  waits.push(wait);
}

export async function leaveFor(address) {
  const late = new Promise((done) => { setTimeout(done, LONGEST); });
  await Promise.race([Promise.allSettled(waits.map((wait) => wait())), late]);
  location.assign(address);
}
