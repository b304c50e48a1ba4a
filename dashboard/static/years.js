/* The years: their range, and under it the histogram, brushed, stepped through, played; undated records beside it. */
import { busy } from "./acts.js";
import { h, many, number, button, choice, show } from "./dom.js";
import { range, stillHeld } from "./range.js";
import { words } from "./words.js";

const PACE = 1400;
let timer = null;
let sent = null;  // until it is heard: or who steps on before the answer would step from the years of before

export default function years(component) {
  const d = { ...component.data, counts: whole(component.data) };
  if (!busy()) sent = null;
  if (sent) d.range = sent.range;
  const act = (value) => {
    if (value.do === "years") sent = { range: d.range = value.low === null && value.high === null ? null : [value.low, value.high] };
    component.act(value);
  };
  const last = d.first + d.step * d.counts.length - 1;
  if (timer && !(d.range && d.range[1] < d.span[1])) stop();
  const root = show(component, "years", () => [
    range(d, (low, high) => shade(root, d, [low, high]), (low, high) => { halt(); act({ do: "years", low, high }); }),
    d.counts.length > 1 && h("div", { class: "histogram" }, moves(d, act), h("div", {}, bars(d, last, act), scale(d, last)), undated(d)),
    compared(d, act),
  ]);
  stillHeld();
  if (timer) {
    clearTimeout(timer);
    timer = setTimeout(() => play(d, act), PACE);
  }
}

/* Every bar with its records: only those that have any cross. */
function whole({ bars, counts }) {
  const found = new Array(bars).fill(0);
  for (const [n, count] of counts) found[n] = count;
  return found;
}

/* ---- the bars ---------------------------------------------------------------------------- */
function bars(d, last, act) {
  const most = Math.max(1, ...d.counts);
  const box = h("div", { class: "bars", role: "img", "aria-label": described(d, last) }, d.counts.map((count, n) => bar(d, n, count, most)));
  brush(box, d, act);
  return box;
}

function bar(d, n, count, most) {
  const from = d.first + n * d.step, to = from + d.step - 1;
  const title = `${d.step === 1 ? from : `${from}–${to}`}: ${many(count, "record")}`;
  return h("span", { class: "bar" + (inside(d, n, d.range) ? "" : " out") + (count ? "" : " none"), title, style: `--part:${count / most}` });
}

const inside = (d, n, range) => !range || (d.first + (n + 1) * d.step > (range[0] ?? -Infinity) && d.first + n * d.step <= (range[1] ?? Infinity));

/* The bars as they are under years that are not sent yet. */
function shade(root, d, range) {
  root.querySelectorAll(".bars .bar").forEach((node, n) => node.classList.toggle("out", !inside(d, n, range)));
}

function undated(d) {
  const most = Math.max(1, ...d.counts), said = `Undated: ${many(d.undated, "record")}${d.left_out ? ", left out" : ""}${d.undated > most ? "; the bar is cut off" : ""}`;
  return h("div", { class: "undated-bar", title: said, role: "img", "aria-label": said },
    h("span", { class: "bar" + (d.left_out ? " out" : "") + (d.undated > most ? " cut-off" : ""), style: `--part:${Math.min(1, d.undated / most)}` }), h("span", { class: "small" }, `undated ${number(d.undated)}`));
}

/* What the picture says, for who cannot see it. */
function described(d, last) {
  const busiest = d.counts.indexOf(Math.max(...d.counts)), from = d.first + busiest * d.step;
  return `Records by year, ${d.first} to ${Math.min(last, d.span[1])}, under the other filters. Most in ${d.step === 1 ? from : `${from} to ${from + d.step - 1}`}: ${d.counts[busiest]}. ${many(d.undated, "record")} without a date.`;
}

/* Drag over the bars to set the years; a click alone sets one bar. */
function brush(box, d, act) {
  let from = null;
  const at = (event) => {
    const { left, width } = box.getBoundingClientRect();
    return Math.max(0, Math.min(d.counts.length - 1, Math.floor((event.clientX - left) / width * d.counts.length)));
  };
  const mark = (to) => [...box.children].forEach((node, n) => node.classList.toggle("brushed", from !== null && n >= Math.min(from, to) && n <= Math.max(from, to)));
  box.onpointerdown = (event) => { from = at(event); box.setPointerCapture(event.pointerId); mark(from); };
  box.onpointermove = (event) => { if (from !== null) mark(at(event)); };
  box.onpointercancel = () => { from = null; mark(0); };
  box.onpointerup = (event) => {
    if (from === null) return;
    const [low, high] = [from, at(event)].sort((a, b) => a - b);
    from = null;
    halt();
    act({ do: "years", low: Math.max(d.span[0], d.first + low * d.step), high: Math.min(d.span[1], d.first + (high + 1) * d.step - 1) });
  };
}

function scale(d, last) {
  return h("div", { class: "scale", "aria-hidden": "true" }, h("span", {}, String(d.first)), h("span", {}, d.step > 1 && `a bar is ${d.step} years`), h("span", {}, String(Math.min(last, d.span[1]))));
}

/* ---- which date, by which rule --------------------------------------------------------------- */
const USUAL = { date: "happened", rule: "overlap" };
const SHORT = { "as-of": "as of", published: "date of the article", inside: "fully inside" };

function compared(d, act) {
  const other = ["date", "rule"].filter((what) => d[what] !== USUAL[what]).map((what) => SHORT[d[what]]);
  return h("details", { class: "compare", "data-key": "compare" },
    h("summary", { "data-key": "compare-summary" }, "How years are compared", other.length > 0 && h("b", {}, `: ${other.join(", ")}`)),
    h("div", { class: "ways" }, way("The date", "date", words.dates, d, act), way("How it has to meet the years", "rule", words.comparisons, d, act)),
    d.range && h("p", { class: "small sums" }, sums(d)));
}

function way(title, what, options, d, act) {
  return choice(title, `compare-${what}`, Object.entries(options), d[what], (value) => { halt(); act({ do: "compare", [what]: value }); });
}

/* The three numbers and what they add up to. */
function sums(d) {
  const all = d.left + d.outside + d.left_out;
  return `${number(d.left)} shown + ${number(d.outside)} ${d.rule === "inside" ? "not fully inside" : "outside"} the years + ${number(d.left_out)} without that date, left out = ${many(all, "record")} under the other filters.`;
}

/* ---- steps and play ------------------------------------------------------------------------ */
function moves(d, act) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return h("div", { class: "moves", role: "group", "aria-label": "Go through the years" },
    button("‹", "years-back", () => { halt(); step(d, -1, act); }, { "aria-label": "The years before", disabled: !d.range || window_(d)[0] <= d.span[0] }),
    !calm && labelled(button("", "years-play", (event) => (timer ? stop(act, d, event.currentTarget) : start(d, act)))),
    button("›", "years-on", () => { halt(); step(d, 1, act); }, { "aria-label": "The years after", disabled: Boolean(d.range) && window_(d)[1] >= d.span[1] }));
}

/* What the button does next. */
function labelled(node) {
  node.textContent = timer ? "❚❚" : "▶";
  node.setAttribute("aria-label", timer ? "Pause" : "Play the years");
  return node;
}

/* The years in sight; without a range, the first bar's. */
function window_(d) {
  if (!d.range) return [d.span[0], Math.min(d.span[1], d.first + d.step - 1)];
  return [d.range[0] ?? d.span[0], d.range[1] ?? d.span[1]];
}

function step(d, by, act, playing) {
  const [low, high] = window_(d), wide = high - low + 1;
  if (!d.range) return act({ do: "years", low, high, playing });
  const from = Math.max(d.span[0], Math.min(d.span[1] - wide + 1, low + by * wide));
  act({ do: "years", low: from, high: from + wide - 1, playing });
}

function start(d, act) {
  timer = setTimeout(() => {}, 0);
  const [, high] = window_(d);
  if (d.range && high < d.span[1]) return step(d, 1, act, true);
  const wide = d.range ? window_(d)[1] - window_(d)[0] : d.step - 1;
  act({ do: "years", low: d.span[0], high: d.span[0] + Math.min(wide, d.span[1] - d.span[0]), playing: true });
}

/* One step on; the last one ends the play, and only then is the address written. */
function play(d, act) {
  const [low, high] = window_(d), last = high + (high - low + 1) >= d.span[1];
  if (last) timer = null;
  step(d, 1, act, !last);
}

function halt() { clearTimeout(timer); timer = null; }

/* The range stays as it is, so nothing would be drawn anew: the button changes here. */
function stop(act, d, node) {
  halt();
  if (node) labelled(node);
  if (act) act({ do: "years", low: d.range && d.range[0], high: d.range && d.range[1] });
}
