/* Places in a row of chips, each with its visible records. They cross by number; words.js knows their names. */
import { h, said, many, number, button } from "./dom.js";
import { words } from "./words.js";

/* ``on`` is the number of the chosen place; left out where no chip stays pressed. */
export function placeChips(found, where, act, on) {
  return [(found.places || []).map((p) => chip(p, where, act, on)),
    found.more > 0 && h("span", { class: "small" }, ` and ${many(found.more, "more place")} with fewer records; the search finds them.`)];
}

function chip([n, count], where, act, on) {
  const [id, title] = words.places[n];
  return button([said(title), h("span", { class: "count" }, number(count))], `${where}-${id}`, () => act({ do: "place", id }),
    { class: "chip" + (on === n ? " on" : ""), "aria-pressed": on === undefined ? null : String(on === n) });
}
