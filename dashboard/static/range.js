/* The range of years over the histogram: two thumbs on one line, and two numbers to type. Its nodes are kept: what is
   drawn anew would slip from under the hand that drags it. */
import { h } from "./dom.js";

const SIDES = ["low", "high"];
const HALF = 10;  // of a thumb, in pixels, as in years.css
let made = null;

/* ``seen(low, high)`` while a thumb moves, ``set(low, high)`` once it is let go; both null: all years. */
export function range(d, seen, set) {
  if (d.span[0] >= d.span[1]) return null;
  made ||= make();
  Object.assign(made, { d, seen, set });
  if (!made.held) stand(...inside(d));
  return made.node;
}

/* The bars were drawn anew while a thumb is in the hand. */
export function stillHeld() {
  if (made && made.held) made.seen(...values());
}

/* The years inside what can be shown: a link may name others, or leave a side open. */
function inside({ range, span: [first, last] }) {
  const within = (year) => Math.max(first, Math.min(last, year));
  return [within(range?.[0] ?? first), within(range?.[1] ?? last)];
}

function make() {
  const thumbs = SIDES.map((side) => h("input", { type: "range", "aria-label": side === "low" ? "First year shown" : "Last year shown", "data-key": `year-thumb-${side}`, on: { input: slide, change: slid } }));
  const typed = SIDES.map((side) => h("input", { type: "number", inputmode: "numeric", "data-key": `year-${side}`, on: { input: hold, change: enter } }));
  const line = h("div", { class: "thumbs", on: { pointerdown: press } }, thumbs);
  const node = h("div", { class: "range", role: "group", "aria-label": "Years shown", on: { focusout: release } },
    h("label", {}, "From year", typed[0]), line, h("label", {}, "To year", typed[1]));
  return { node, line, thumbs, typed, held: false };
}

function stand(low, high) {
  const { d: { first, step, counts, span }, line, thumbs, typed } = made, wide = step * counts.length;
  [low, high].forEach((year, n) => {
    for (const input of [thumbs[n], typed[n]]) Object.assign(input, { min: span[0], max: span[1], value: year });
  });
  const at = (year) => (year - first + 0.5) / wide;  // the middle of its bar
  line.style.setProperty("--first", at(span[0]));
  line.style.setProperty("--last", at(span[1]));
  fill(low, high);
}

/* What lies between the thumbs. */
function fill(low, high) {
  const { line, d: { span: [first, last] } } = made, part = (year) => (year - first) / (last - first);
  line.style.setProperty("--low", part(low));
  line.style.setProperty("--high", part(high));
}

const values = () => made.thumbs.map((input) => Number(input.value)).sort((a, b) => a - b);

/* ---- by the thumbs ---------------------------------------------------------------------- */
function slide() {
  const [low, high] = values();
  hold();
  fill(low, high);
  made.typed.forEach((input, n) => { input.value = [low, high][n]; });
  made.seen(low, high);
}

/* A thumb that went past the other takes its side, and the focus with it. */
function slid(event) {
  const crossed = Number(made.thumbs[0].value) > Number(made.thumbs[1].value);
  commit(...values());
  if (crossed) made.thumbs.find((input) => input !== event.target).focus({ preventScroll: true });
}

/* The line itself is pressed: the nearer thumb comes. */
function press(event) {
  const { line, thumbs, d: { span } } = made;
  if (event.target !== line) return;
  const { left, width } = line.getBoundingClientRect();
  const year = Math.round(span[0] + Math.max(0, Math.min(1, (event.clientX - left - HALF) / (width - 2 * HALF))) * (span[1] - span[0]));
  const [low, high] = thumbs.map((input) => Math.abs(Number(input.value) - year));
  thumbs[low < high || (low === high && year < Number(thumbs[0].value)) ? 0 : 1].value = year;
  commit(...values());
}

/* ---- by the keys ------------------------------------------------------------------------- */
function enter() {
  const [first, last] = made.d.span, [low, high] = inside(made.d);
  const years = made.typed.map((input, n) => (input.value === "" || Number.isNaN(input.valueAsNumber) ? [low, high][n] : Math.round(input.valueAsNumber)));
  commit(...years.map((year) => Math.max(first, Math.min(last, year))).sort((a, b) => a - b));
}

/* ---- both ---------------------------------------------------------------------------------- */
function commit(low, high) {
  const [first, last] = made.d.span, all = low === first && high === last;
  made.held = false;
  stand(low, high);
  made.seen(low, high);
  made.set(all ? null : low, all ? null : high);
}

/* While a thumb moves or a number is typed, no answer to an earlier change is put in its place. */
function hold() { made.held = true; }

function release() {
  if (!made.held) return;
  made.held = false;
  stand(...inside(made.d));
  made.seen(...inside(made.d));
}
