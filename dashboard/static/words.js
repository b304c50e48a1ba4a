/* The words of the atlas that no filter changes (dashboard/words.py), fetched once per version. */
const answer = await fetch(new URL("words.json", import.meta.url));
if (!answer.ok) throw new Error("words.json");
export const words = await answer.json();

/* What a reader calls an option of a facet. */
const titles = Object.fromEntries(Object.entries(words.facets).map(([facet, f]) => [facet, new Map(f.options.map((o) => [o.id, o.title]))]));
export const titleOf = (facet, option) => titles[facet].get(option) || option;
export const placeTitle = (n) => words.places[n][1];
export const source = (id) => words.sources[id] || {};
