/* The head line, the filters, the list and the reading panel. Every word of an atlas is set
   with textContent (through append of a string); no HTML is made from a string. */

function h(tag, given, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (name === "checked" || name === "disabled" || name === "open") node[name] = Boolean(value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

/* Words of an atlas, kept apart from the direction of what stands around them. */
const said = (words) => words && h("bdi", {}, words);

const many = (count, noun) => `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;

/* Replace what a component shows; the focused control keeps the focus by its data-key. */
function show(component, name, children) {
  let root = component.parentElement.querySelector(":scope > .pa");
  if (!root) {
    root = h("div", { class: "pa", "data-atlas": name });
    component.parentElement.append(root);
  }
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const opened = new Set([...root.querySelectorAll("details[open]")].map((d) => d.dataset.key));
  root.replaceChildren(...children.flat(Infinity).filter(Boolean));
  for (const d of root.querySelectorAll("details")) if (opened.has(d.dataset.key)) d.open = true;
  if (focused) {
    const again = [...root.querySelectorAll("[data-key]")].find((node) => node.dataset.key === focused);
    if (again) again.focus({ preventScroll: true });
  }
  return root;
}

function button(words, key, act, more) {
  return h("button", { type: "button", "data-key": key, on: { click: act }, ...more }, words);
}

async function copy(words, node) {
  try { await navigator.clipboard.writeText(words); }
  catch { copyBySelection(words); }
  node.dataset.words ||= node.textContent;
  node.textContent = "Copied";
  setTimeout(() => { node.textContent = node.dataset.words; }, 1600);
}

function copyBySelection(words) {
  const area = h("textarea", { "aria-hidden": "true", style: "position:fixed;opacity:0" });
  area.value = words;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/* ---- the head: what this is, what is active, what is left ------------------------- */
export function head(component) {
  const d = component.data, act = (value) => component.setTriggerValue("act", value);
  const all = d.left === d.total && d.active.length === 0;
  const count = all ? `All ${many(d.total, "record")}` : `${d.left.toLocaleString("en-GB")} of ${many(d.total, "record")}`;
  show(component, "head", [
    h("h1", {}, said(d.title)),
    h("p", { class: "lead" }, `${many(d.total, "record")} from ${many(d.sources, "article")}, ${d.years}. Click a place to read its sources.`),
    h("div", { class: "status", role: "status" },
      h("strong", {}, count),
      d.undated > 0 && h("span", { class: "undated" }, d.left_out > 0 ? `${d.left_out} undated left out` : `${d.undated} of them undated`),
      d.active.map((a) => button([said(a.words), h("span", { "aria-hidden": "true" }, " ×")], `drop-${a.facet}-${a.option}`,
        () => act({ do: "drop", facet: a.facet, option: a.option }), { class: "chip", "aria-label": `Remove filter ${a.words}` })),
      d.active.length > 0 && button("Clear all", "clear", () => act({ do: "clear" }), { class: "quiet" }),
      button("Copy link", "link", (event) => copy(window.location.href, event.currentTarget), { class: "quiet link" })),
    d.ignored.length > 0 && h("p", { class: "ignored", role: "alert" }, "Not understood in the link, and left aside: " + d.ignored.join("; ") + "."),
  ]);
}

/* ---- filters ---------------------------------------------------------------------- */
export function facets(component) {
  const act = (value) => component.setTriggerValue("act", value);
  show(component, "facets", component.data.facets.map((f) => facet(f, act)));
}

function facet(f, act) {
  const chosen = f.options.filter((o) => o.on).length;
  return h("fieldset", {},
    h("legend", {}, f.title),
    f.every !== null && h("div", { class: "match", role: "radiogroup", "aria-label": "Topics: any or all" },
      [[false, "any"], [true, "all"]].map(([every, words]) => h("label", {},
        h("input", { type: "radio", name: "every", checked: f.every === every, disabled: chosen < 2 && !f.every, "data-key": `every-${words}`, on: { change: () => act({ do: "every", every }) } }),
        `${words} of these`))),
    f.options.map((o) => h("label", { class: "option" + (o.count === 0 ? " zero" : ""), title: o.hint },
      h("input", { type: "checkbox", checked: o.on, disabled: o.count === 0 && !o.on, "data-key": `${f.id}-${o.id}`, on: { change: (event) => act({ do: "toggle", facet: f.id, option: o.id, on: event.target.checked }) } }),
      f.id === "kind" && mark(o.id), h("span", { class: "name" }, said(o.title)), h("span", { class: "count" }, o.count.toLocaleString("en-GB")))));
}

/* A kind has a shape as well as a colour. */
function mark(kind) { return h("span", { class: `mark ${kind}`, "aria-hidden": "true" }); }

/* ---- the list --------------------------------------------------------------------- */
export function list(component) {
  const d = component.data, act = (value) => component.setTriggerValue("act", value);
  const root = show(component, "list", [
    h("h2", {}, "What the filters leave ", h("span", { class: "count" }, many(d.total, "record"))),
    d.found.length > 0 && h("div", { class: "within" }, h("span", { class: "small" }, "Places with this name: "), d.found.map((p) => placeChip(p, "found", act))),
    d.total === 0 && empty(act),
    d.chosen && [h("p", { class: "small" }, "The selected record, on another page of the list or left out by the filters:"), h("ol", { class: "rows" }, h("li", {}, row(d.chosen, -1, act)))],
    h("ol", { class: "rows", start: d.first, "aria-label": "Records in date order" }, d.rows.map((r, n) => h("li", {}, row(r, n, act)))),
    pages(d, "page", "Pages of the list", act),
    d.unplaced.length > 0 && h("section", { class: "tray" }, h("h3", {}, "Named, but not on the map"),
      h("p", { class: "small" }, "The articles name these places; nothing says where exactly they are."),
      h("div", { class: "chips" }, d.unplaced.map((p) => placeChip(p, "tray", act)))),
  ]);
  root.onkeydown = roving;
}

function row(r, n, act) {
  const places = r.places.length ? r.places.map((p, i) => [i > 0 && ", ", said(p)]) : "no place";
  return button([mark(r.kind), h("span", { class: "date" + (r.inferred ? " inferred" : "") }, r.date), h("span", { class: "title" }, said(r.title)), h("span", { class: "where" }, places)],
    `row-${r.id}`, () => act({ do: "record", id: r.id }), { class: "row" + (r.on ? " on" : ""), "aria-current": r.on && "true", tabindex: n === 0 ? 0 : -1 });
}

function pages(d, name, label, act) {
  if (d.pages < 2) return null;
  const turn = (step) => act({ do: name, page: d.page + step });
  return h("nav", { class: "pages", "aria-label": label },
    button("← Earlier", `${name}-before`, () => turn(-1), { disabled: d.page <= 1 }),
    h("span", {}, `Page ${d.page} of ${d.pages}`),
    button("Later →", `${name}-after`, () => turn(1), { disabled: d.page >= d.pages }));
}

function placeChip(p, where, act) {
  return button([said(p.title), h("span", { class: "count" }, String(p.count))], `${where}-${p.id}`, () => act({ do: "place", id: p.id }),
    { class: "chip" + (p.on ? " on" : ""), "aria-pressed": p.on === undefined ? null : String(p.on) });
}

function empty(act) {
  return h("div", { class: "empty" }, h("p", {}, "No record matches all of these filters."),
    button("Clear all filters", "clear-empty", () => act({ do: "clear" }), { class: "primary" }));
}

/* One tab stop; up and down go through the rows. */
function roving(event) {
  const rows = [...event.currentTarget.querySelectorAll(".row")], at = rows.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (at < 0 || next === undefined || !rows[next]) return;
  event.preventDefault();
  for (const row of rows) row.tabIndex = row === rows[next] ? 0 : -1;
  rows[next].focus();
}

/* ---- the reading panel ------------------------------------------------------------ */
export function panel(component) {
  const d = component.data, act = (value) => component.setTriggerValue("act", value);
  const parts = d.kind === "overview" ? overview(d, act)
    : [d.card && selectedRecord(d, act), d.place && place(d.place, act)];
  const root = show(component, "panel", parts);
  const shown = d.kind + (d.card ? d.card.id : "") + (d.place ? d.place.id + d.place.page : "");
  if (root.dataset.shown && root.dataset.shown !== shown) {
    scroller(root).scrollTop = 0;
    if (d.kind !== "overview") bringUp(root);
  }
  root.dataset.shown = shown;
}

/* Where the panel stands under the map, a choice would seem to do nothing: show where it opens. */
function bringUp(root) {
  if (!matchMedia("(max-width: 1100px)").matches) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = root.getBoundingClientRect().top;
  if (top > innerHeight * 0.6) root.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

function scroller(node) {
  for (let at = node; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return node;
}

function overview(d, act) {
  return [
    h("h2", {}, "How to read this map"),
    d.summary && h("p", {}, d.summary),
    h("ul", { class: "legend" },
      h("li", {}, h("span", { class: "key circle", "aria-hidden": "true" }), "A city; the larger, the more records."),
      h("li", {}, h("span", { class: "key area", "aria-hidden": "true" }), "A prefecture, region or country; the darker, the more records. Nothing in it is placed more exactly."),
      h("li", {}, h("span", { class: "key hollow", "aria-hidden": "true" }), "Named only in passing, in a caption or headline: no records."),
      h("li", {}, h("span", { class: "key dashed", "aria-hidden": "true" }), "Dashed: the outline or position is not certain."),
      h("li", {}, mark("event"), "Event ", mark("investment"), "Investment ", mark("figure"), "Figure")),
    h("p", { class: "small" }, "A record is what one article says about one thing. A record can have several places, so counts over places add up to more than the total."),
    h("h3", {}, "Where to begin"),
    h("div", { class: "chips" }, d.busiest.map((p) => placeChip(p, "begin", act))),
    d.placeless > 0 && h("p", { class: "small" }, `In the whole atlas, ${many(d.placeless, "record")} ${d.placeless === 1 ? "has" : "have"} no place and ${d.placeless === 1 ? "stands" : "stand"} in the list only.`),
    h("h3", {}, "The articles"),
    h("ol", { class: "sources" }, d.sources.map((s) => h("li", {}, sourceLines(s)))),
  ];
}

function selectedRecord(d, act) {
  return [h("div", { class: "crumb" }, h("span", {}, "Selected record"), button("Close record", "close-record", () => act({ do: "record", id: null }), { class: "quiet" })),
    card(d.card, act, true)];
}

function place(p, act) {
  return [
    h("div", { class: "crumb" }, h("span", {}, [p.kind, p.part_of && h("span", {}, " in ", button(said(p.part_of.title), "part-of", () => act({ do: "place", id: p.part_of.id }), { class: "inline" }))]),
      button("Close place", "close-place", () => act({ do: "place", id: null }), { class: "quiet" })),
    h("h2", {}, said(p.title)),
    p.names.length > 0 && h("p", { class: "names" }, grouped(p.names).map(([toponym, lang, languages], i) => [i > 0 && " · ", h("bdi", { lang }, toponym), h("span", { class: "small" }, ` ${languages.join(", ")}`)])),
    h("p", { class: "small" }, p.unplaced || p.precision + (p.certainty === "certain" ? "" : " Its position or outline is not certain."), " ", p.readings),
    h("details", { "data-key": "facts" }, h("summary", { "data-key": "facts-summary" }, "Names, precision and where the outline is from"),
      h("dl", {}, fact("As printed", p.printed.join(", ")), p.names.map((n) => fact(n.language + (n.years ? ` (${n.years})` : ""), [h("bdi", { lang: n.lang }, n.toponym), h("span", { class: "small" }, ` — ${n.citation}`)])),
        fact("Country (ISO 3166)", p.ccodes.join(", ")), fact("Coordinates", p.citation))),
    p.note && note(p.note),
    p.within.length > 0 && h("div", { class: "within" }, h("span", { class: "small" }, "And places within, not counted here: "),
      p.within.map((w) => placeChip(w, "within", act))),
    h("h3", {}, p.count > 0 ? p.counted + (p.filtered ? " under these filters" : "") : p.filtered ? "No record of this place under these filters" : "No record is about this place"),
    p.count === 0 && p.filtered && button("Clear all filters", "clear-place", () => act({ do: "clear" }), { class: "primary" }),
    p.cards.map((c) => card(c, act, false)),
    pages(p, "cards", "Pages of the records", act),
    p.named.length > 0 && h("h3", {}, "Also named"),
    p.named.map((m) => h("article", { class: "card" }, quotation(m), h("p", { class: "small" }, m.reading), h("p", { class: "source" }, sourceLine(m.source)))),
  ];
}

/* One spelling, the languages that share it. */
function grouped(names) {
  const found = new Map();
  for (const n of names) {
    const words = n.language + (n.years ? ` ${n.years}` : "");
    if (found.has(n.toponym)) found.get(n.toponym)[2].push(words);
    else found.set(n.toponym, [n.toponym, n.lang, [words]]);
  }
  return [...found.values()];
}

function fact(name, words) { return words && words.length !== 0 ? [h("dt", {}, name), h("dd", {}, words)] : null; }

function note(words) { return h("p", { class: "note" }, h("b", {}, "Editor’s note. "), said(words)); }

function card(c, act, selected) {
  const stage = h("div", { class: "stage" });
  let n = 0;
  const turn = (step) => {
    n = (n + step + c.quotes.length) % c.quotes.length;
    stage.replaceChildren(quotation(c.quotes[n]), h("div", { class: "turn" },
      h("span", { class: "voice", title: c.quotes[n].voice_hint }, `Voice: ${c.quotes[n].voice}`),
      h("span", {}, `${n + 1} of ${many(c.quotes.length, "passage")}`),
      c.quotes.length > 1 && button("‹", `prev-${c.id}`, () => turn(-1), { "aria-label": "Previous passage" }),
      c.quotes.length > 1 && button("›", `next-${c.id}`, () => turn(1), { "aria-label": "Next passage" }),
      button("Copy quote", `copy-${c.id}`, (event) => copy(c.quotes[n].cite, event.currentTarget))));
  };
  turn(0);
  return h("article", { class: `card ${c.kind}` + (selected ? " on" : ""), "data-record": c.id },
    h("p", { class: "kicker" }, mark(c.kind), `${c.type} · `, h("span", { class: c.inferred ? "inferred" : null }, c.date)),
    h("h4", {}, selected ? said(c.title) : button(said(c.title), `open-${c.id}`, () => act({ do: "record", id: c.id }), { class: "inline" })),
    c.amount && h("p", { class: "amount" }, c.amount),
    stage,
    h("p", { class: "source" }, sourceLine(c.source)),
    c.note && note(c.note),
    c.inferred && h("p", { class: "small" }, h("b", {}, "Date inferred. "), c.inferred),
    c.why && h("p", { class: "small" }, h("b", {}, "Why here: "), `${c.why.role.replace(/\.$/, "")} (passage ${c.why.passages.join(", ")}).`),
    h("dl", { class: "facts" }, c.facts.map(([name, words]) => fact(name, said(words))),
      fact("Places", c.places.map((p, i) => [i > 0 && ", ", button(said(p.title), `place-${c.id}-${p.id}`, () => act({ do: "place", id: p.id }), { class: "inline", title: p.role })])),
      fact("Topics", c.topics.join(", "))));
}

const PARTS = { caption: "Photo caption", headline: "Headline of another story", title: "Headline", standfirst: "Summary under the headline" };

function quotation(q) {
  return h("figure", {}, PARTS[q.part] && h("p", { class: "part" }, PARTS[q.part]),
    h("blockquote", { dir: "auto" }, cut(/^[\p{Ll}\p{P}]/u.test(q.prefix + q.exact) && "… "), h("span", { class: "around" }, q.prefix),
      h("mark", {}, q.exact), h("span", { class: "around" }, q.suffix), cut(!/[.!?”"]\s*$/.test(q.exact + q.suffix) && " …")));
}

/* The sign that a sentence goes on; ours, so it is neither read out nor copied with the words. */
function cut(words) { return words && h("span", { class: "cut", "aria-hidden": "true" }, words); }

function sourceLine(s) {
  return [h("cite", {}, said(s.title)), [s.authors, s.publisher, s.date].filter(Boolean).map((words) => [" · ", said(words)]),
    s.url && [" · ", h("a", { href: s.url, target: "_blank", rel: "noopener noreferrer external", title: s.note }, "original ↗")]];
}

function sourceLines(s) {
  return [sourceLine(s), s.absent.length > 0 && h("p", { class: "small" }, s.absent.join("; ") + "."), s.note && note(s.note)];
}
