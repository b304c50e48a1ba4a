/* The search. Its box is kept: what is drawn anew would lose the words that are being typed. */
import { busy } from "./acts.js";
import { h } from "./dom.js";
import { words } from "./words.js";

let made = null;

/* ``set(text)`` once the words are entered. */
export function search(text, set) {
  made ||= make();
  Object.assign(made, { text, set });
  if (!made.typing && !busy()) made.box.value = text;
  return made.node;
}

function make() {
  const box = h("input", {
    type: "search", enterkeyhint: "search", autocomplete: "off", spellcheck: "false", dir: "auto", maxlength: words.longest,
    placeholder: "Words, people, places …", "data-key": "search", on: { input: type, change: enter, search: enter, blur: leave },
  });
  return { node: h("label", { class: "find" }, "Search titles, quotes and names", box), box, typing: false };
}

function type() { made.typing = true; }

/* Two events may tell of one entry. */
function enter() {
  made.typing = false;
  if (made.box.value === made.text) return;
  made.text = made.box.value;
  made.set(made.text);
}

function leave() {
  made.typing = false;
  made.box.value = made.text;
}
