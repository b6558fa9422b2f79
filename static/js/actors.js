/* Names of actors, completed as one types. */

export function attachActors() {
  return null;
}
