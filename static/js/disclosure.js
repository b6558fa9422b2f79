/* Menus are <details class="menu">: they open by themselves. Escape, a click elsewhere or focus leaving closes them. */

export function closeMenus(root) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = openMenus(root).find((open) => open.contains(root.activeElement));
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  root.addEventListener("click", (event) => closeAllBut(root, event.target));
  root.addEventListener("focusin", (event) => closeAllBut(root, event.target));
}

function closeAllBut(root, inside) {
  for (const menu of openMenus(root)) {
    if (!menu.contains(inside)) menu.open = false;
  }
}

function openMenus(root) {
  return [...root.querySelectorAll("details.menu[open]")];
}
