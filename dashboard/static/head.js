/* The head: what this is, which pages there are, what is active, what is left. */
import { h, said, many, number, button, copy, show } from "./dom.js";
import { sendMarks } from "./marks.js";
import { words, titleOf } from "./words.js";

const PAGES = [["map", "Map"], ["timeline", "Timeline"], ["investments", "Investments"], ["questions", "Disagreements"],
  ["sources", "Sources"], ["names", "People and organisations"], ["about", "About"]];
const UNDER = { coverage: "sources", corrections: "about" };  // pages that another one leads to
/* What is undated, by the date that the years are compared with. */
const UNDATED = { happened: "undated", "as-of": "without an as-of year", published: "from undated articles" };
const FILTERED = ["map", "timeline", "investments"];

/* Streamlit takes a link of more for an empty one, without a word: then the page says so, and the address follows. */
const MOST_PARTS = 1000, LONGEST = 512 * 1024;
let dropped = null;

export default function head(component) {
  const d = component.data, act = component.act, ignored = [...tooMuch(d), ...d.ignored];
  if (d.marks) sendMarks(d.marks);
  const root = show(component, "head", () => [
    h("div", { class: "masthead" }, h("h1", {}, said(words.title)), nav(d, act)),
    d.show === "map" && h("p", { class: "lead" }, `${many(words.total, "record")} from ${many(Object.keys(words.sources).length, "article")}, ${words.years}. Click a place to read its sources.`),
    FILTERED.includes(d.show) && status(d, act),
    ignored.length > 0 && h("p", { class: "ignored", role: "alert" }, "Not understood in the link, and left aside: ", said(ignored.join("; ")), "."),
  ]);
  inSight(root.querySelector(".nav"));
}

/* Where the pages do not fit beside each other, the one that is open is in sight. */
function inSight(nav) {
  if (!nav || !matchMedia("(max-width: 1100px)").matches) return;
  const on = nav.querySelector("[aria-current]");
  if (on) nav.scrollLeft += Math.max(0, on.getBoundingClientRect().right - nav.getBoundingClientRect().right);
}

/* What the server never got; said until the head has something else to show. */
function tooMuch(d) {
  const given = location.search.slice(1), parts = given.split("&").length;
  if (given.length > LONGEST || parts > MOST_PARTS) {
    dropped = { shown: JSON.stringify(d), said: given.length > LONGEST ? "all of it, for its length" : `all of its ${number(parts)} parts, which are too many` };
    history.replaceState(history.state, "", location.pathname + location.hash);
  }
  return dropped && dropped.shown === JSON.stringify(d) ? [dropped.said] : [];
}

function nav(d, act) {
  return h("nav", { class: "nav", "aria-label": "Pages" }, PAGES.map(([id, title]) =>
    button(title, `nav-${id}`, () => act({ do: "show", show: id }), { "aria-current": (UNDER[d.show] || d.show) === id && (d.show === id ? "page" : "true") })));
}

function status(d, act) {
  const all = d.left === words.total && d.active.length === 0;
  return h("div", { class: "status", role: "status" },
    h("strong", {}, all ? `All ${many(words.total, "record")}` : `${number(d.left)} of ${many(words.total, "record")}`),
    d.outside > 0 && h("span", { class: "undated outside" }, `${number(d.outside)} ${d.rule === "inside" ? "not fully inside" : "outside"} these years`),
    d.undated > 0 && h("span", { class: "undated" }, d.left_out > 0 ? `${number(d.left_out)} ${UNDATED[d.date]} left out` : `${number(d.undated)} of them ${UNDATED[d.date]}`),
    d.active.map(([facet, option, given]) => chip(facet, option, given || titleOf(facet, option), act)),
    d.active.length > 0 && button("Clear all", "clear", () => act({ do: "clear" }), { class: "quiet" }),
    button("Copy link", "link", (event) => copy(window.location.href, event.currentTarget), { class: "quiet link" }));
}

function chip(facet, option, title, act) {
  return button([said(title), h("span", { "aria-hidden": "true" }, " ×")], `drop-${facet}-${option}`,
    () => act({ do: "drop", facet, option }), { class: "chip", "aria-label": `Remove filter ${title}` });
}
