/* Where each panel stands and what it shows: a panel is mounted once, and told with all others what to draw. */
import { act, busy, heard } from "./acts.js";
import { speak, together } from "./dom.js";

const mounts = new Map(), drawn = new Map(), modules = new Map();
let told = new Map(), before = {};

/* A panel has its place in the page now; called again with every run, for the component may be a new one. */
export function mount(name, component) {
  const before = mounts.get(name);
  mounts.set(name, component);
  if (!before || before.parentElement !== component.parentElement) drawn.delete(name);
  draw(name);
}

/* What the panels of this page show; those of other pages are forgotten. Where an act has changed nothing, all
   are drawn anew: no box stays ticked, and no year set, that does not hold. */
export function tell(component, data) {
  heard(component, data.heard);
  speak(data.lang);
  told = new Map(Object.entries(data.shown));
  const now = { heard: data.heard, shown: JSON.stringify(data.shown) };
  if (now.shown === before.shown && now.heard !== before.heard) drawn.clear();
  before = now;
  together(() => { for (const name of told.keys()) draw(name); });
}

/* Draw what has changed: at once where the module is there, so that all panels change in one picture. What was drawn
   while acts were on their way is drawn again once they were heard: until then a panel may keep what it sent. */
function draw(name) {
  const component = mounts.get(name), data = told.get(name);
  if (!component || !data) return;
  const draws = modules.get(name);
  if (!draws) return load(name);
  const place = data.place && data.place.id, facts = place ? component.data.facts : undefined;
  if (place && (!facts || facts.id !== place)) return;  // its facts are still on their way
  const words = JSON.stringify([data, facts, busy()]);
  if (drawn.get(name) === words) return;
  drawn.set(name, words);
  draws({ parentElement: component.parentElement, data: { ...data, facts }, act });
}

function load(name) {
  import(`./${name}.js`).then((module) => { modules.set(name, module.default); draw(name); },
    () => { mounts.get(name).parentElement.textContent = "This part could not be loaded. Please reload."; });
}
