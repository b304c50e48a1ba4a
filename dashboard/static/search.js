/* The search. Its box is kept: what is drawn anew would lose the words that are being typed. */
import { busy } from "./acts.js";
import { h } from "./dom.js";
import { words } from "./words.js";

let made = null;

/* ``set(text)`` once the words are entered. */
export function search(text, set) {
  made ||= make(text);
  made.set = set;
  if (busy()) return made.node;  // what was entered last holds until it is heard
  made.text = text;
  if (!made.typing) made.box.value = text;
  return made.node;
}

function make(text) {
  const box = h("input", {
    type: "search", enterkeyhint: "search", autocomplete: "off", spellcheck: "false", dir: "auto", maxlength: words.longest,
    placeholder: "Words, people, places …", "data-key": "search", value: text, on: { input: type, change: enter, search: enter, blur: leave },
  });
  return { node: h("label", { class: "find" }, "Search titles, quotes and names", box), box, text, typing: false };
}

function type() { made.typing = true; }

/* Two events may tell of one entry; and of a box that is taken away with its page the words count as entered. */
function enter() {
  const text = made.box.value;
  made.typing = false;
  if (text === made.text) return;
  made.text = text;
  setTimeout(() => made.box.isConnected && made.set(text));
}

/* Who goes to another window has not left. */
function leave() {
  if (document.activeElement === made.box) return;
  made.typing = false;
  made.box.value = made.text;
}
