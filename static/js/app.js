/* Everything works without script; this makes it quicker and keeps focus where it belongs. */

import { keepFocusOnSwap } from "./focus.js";
import { sendCsrfToken, tellWhenRequestFails } from "./htmx_csrf.js";
import { focusErrorSummary, followErrorLinks } from "./error_summary.js";
import { closeMenus } from "./disclosure.js";
import { rememberTips } from "./guidance.js";
import { startShortcuts } from "./shortcuts.js";
import { startKeyboardHelp } from "./keyboard_help.js";
import { startPalette } from "./palette.js";

sendCsrfToken(document);
tellWhenRequestFails(document);
keepFocusOnSwap(document);
followErrorLinks(document);
closeMenus(document);
rememberTips(document);
startShortcuts(document);
startKeyboardHelp(document);
startPalette(document);
focusErrorSummary(document);
