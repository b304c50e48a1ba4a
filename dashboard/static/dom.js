/* Nodes are made here and nowhere else. Every word is set as text (append of a string); no HTML
   is made from a string anywhere in this folder, and no address but those that link() lets pass. */

export function h(tag, given, ...children) {
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

/* A node of a drawing (SVG). */
export function s(tag, given, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(given || {})) if (value !== null && value !== false) node.setAttribute(name, String(value));
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/* Words of an atlas, kept apart from the direction of what stands around them. */
export const said = (words) => words && h("bdi", {}, words);

/* A date in words of the reader's language, which is not always the page's; what stands in quotation marks is the article's. */
let spoken = null;
export const speak = (lang) => { spoken = lang || null; };
export const inPageLanguage = () => spoken === null;
export const dated = (words) => words && h("bdi", {}, spoken ? words.split(/(“[^”]*”)/).map((part) => part && (part[0] === "“" ? said(part) : h("span", { lang: spoken }, part))) : words);

const written = new Intl.NumberFormat("en-GB");  // made once: toLocaleString makes one each time
export const number = (value) => written.format(value);
export const many = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

/* Only http and https leave this page, and never with a word of where the reader was. */
export function link(url, words, title) {
  return /^https?:\/\//.test(url || "") ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer external", title }, words) : null;
}

/* An address to write to; nothing else ever becomes a mailto. */
export function mail(address, subject, body, title) {
  if (!/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(address)) return said(address);
  const written = body ? `&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}` : "";  // line ends of RFC 6068
  return h("a", { href: `mailto:${address}?subject=${encodeURIComponent(subject)}${written}` }, title || address);
}

export function button(words, key, act, more) {
  return h("button", { type: "button", "data-key": key, on: { click: act }, ...more }, words);
}

/* Draw a component anew: the focused control keeps the focus by its data-key, or its neighbour gets it. */
export function show(component, name, draw) {
  const root = rootOf(component, name);
  const keys = keyed(root), at = keys.indexOf(document.activeElement), key = at >= 0 ? keys[at].dataset.key : null;
  const opened = new Set([...root.querySelectorAll("details[open]")].map((d) => d.dataset.key));
  replace(root, drawn(draw, name));
  for (const d of root.querySelectorAll("details")) if (opened.has(d.dataset.key)) d.open = true;
  if (key !== null) last(() => document.activeElement === document.body && refocus(root, key, at));
  return root;
}

/* What is drawn again as the same node is not touched: taken out, it would lose the focus and the hand that drags it. */
function replace(root, nodes) {
  for (const node of [...root.childNodes]) if (!nodes.includes(node)) node.remove();
  nodes.forEach((node, n) => { if (root.childNodes[n] !== node) root.insertBefore(node, root.childNodes[n] || null); });
}

/* Draw several, and only then give the focus back: that makes the browser lay the page out.
   Where a panel has meanwhile given it to something of its own, it stays there. */
let waiting = null;
const last = (act) => (waiting ? waiting.push(act) : act());
export function together(draw) {
  const acts = waiting = [];
  try { draw(); } finally { waiting = null; }
  for (const act of acts) act();
}

function rootOf(component, name) {
  const found = component.parentElement.querySelector(":scope > .pa");
  if (found) return found;
  const made = h("div", { class: "pa", "data-atlas": name });
  component.parentElement.append(made);
  return made;
}

const keyed = (root) => [...root.querySelectorAll("[data-key]")].filter((node) => !node.disabled);

function refocus(root, key, at) {
  const left = keyed(root), same = left.find((node) => node.dataset.key === key);
  const next = same || left[Math.min(at, left.length - 1)];
  if (next) next.focus({ preventScroll: true });
}

/* One part that fails leaves the others whole; the console has the rest. */
function drawn(draw, name) {
  try { return draw().flat(Infinity).filter(Boolean); }
  catch (error) {
    console.warn("passage-atlas", name, error);
    return [h("p", { class: "failed", role: "alert" }, "This part of the page could not be drawn. The rest still works.")];
  }
}

/* One of several, each a value and what a reader calls it. */
export function choice(title, name, options, chosen, pick) {
  return h("fieldset", {}, h("legend", {}, title), options.map(([value, words]) => h("label", { class: "option" },
    h("input", { type: "radio", name, checked: value === chosen, "data-key": `${name}-${value}`, on: { change: () => pick(value) } }), h("span", { class: "name" }, words))));
}

export async function copy(words, node) {
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

export function fact(name, words) {
  return words && words.length !== 0 ? [h("dt", {}, name), h("dd", {}, words)] : null;
}

export function note(words) {
  return words && h("p", { class: "note" }, h("b", {}, "Editor’s note. "), said(words));
}

/* A kind has a shape as well as a colour. */
export function mark(kind) { return h("span", { class: `mark ${kind}`, "aria-hidden": "true" }); }

export function pages(d, name, label, act) {
  if (!d.pages || d.pages < 2) return null;
  const turn = (step) => act({ do: name, page: d.page + step });
  return h("nav", { class: "pages", "aria-label": label },
    button("← Earlier", `${name}-before`, () => turn(-1), { disabled: d.page <= 1 }),
    h("span", {}, `Page ${number(d.page)} of ${number(d.pages)}`),
    button("Later →", `${name}-after`, () => turn(1), { disabled: d.page >= d.pages }));
}
