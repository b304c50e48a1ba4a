/* The filters beside the map: the search, lists of words with their live counts, and what becomes of undated records. */
import { h, said, many, number, choice, show, mark } from "./dom.js";
import { search } from "./search.js";
import { words } from "./words.js";

export default function facets(component) {
  const d = component.data, act = component.act;
  show(component, "facets", () => [
    search(d.text, (text) => act({ do: "search", text })),
    Object.entries(d.facets).map(([id, f]) => facet(id, f, d.every, act)),
    choice(words.without[d.date], "undated", words.undated, d.undated, (undated) => act({ do: "undated", undated })),
    d.left > words.rows && h("p", { class: "small" }, `The CSV holds the first ${number(words.rows)}; atlas export writes all.`),
  ]);
}

function facet(id, f, every, act) {
  const options = words.facets[id].options, on = new Set(f.on);
  return h("fieldset", { "data-facet": id },
    h("legend", {}, words.facets[id].title),
    id === "topic" && match(on.size, every, act),
    f.counts.map(([n, count]) => option(id, options[n], count, on.has(n), act)),
    f.more > 0 && h("p", { class: "small" }, `${many(f.more, "more option")} with fewer records; the search finds their words.`));
}

function match(chosen, every, act) {
  return h("div", { class: "match", role: "radiogroup", "aria-label": "Topics: any or all" },
    [[false, "any"], [true, "all"]].map(([value, title]) => h("label", {},
      h("input", { type: "radio", name: "every", checked: every === value, disabled: chosen < 2 && !every, "data-key": `every-${title}`, on: { change: () => act({ do: "every", every: value }) } }),
      `${title} of these`)));
}

function option(facet, o, count, on, act) {
  const toggle = (event) => act({ do: "toggle", facet, option: o.id, on: event.target.checked });
  return h("label", { class: "option" + (count === 0 ? " zero" : ""), title: o.hint || null },
    h("input", { type: "checkbox", checked: on, disabled: count === 0 && !on, "data-key": `${facet}-${o.id}`, on: { change: toggle } }),
    facet === "kind" && mark(o.id), h("span", { class: "name" }, said(o.title)), h("span", { class: "count" }, number(count)));
}
