/* The legend in the corner of the map: what size and shade mean, in the numbers now in sight. */
window.PassageAtlasLegend = (function () {
  "use strict";

  function put(tag, name, parent, words) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (words) made.append(words);
    parent.append(made);
    return made;
  }

  const written = new Intl.NumberFormat("en-GB");
  const said = (count) => written.format(count);

  /* One, the most, and a round number between them. */
  function steps(most) {
    const middle = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].filter((n) => n * 2 <= most).pop();
    return [...new Set([1, middle, most].filter(Boolean))];
  }

  function sizes(box, most, radius) {
    const row = put("div", "row", box);
    for (const count of steps(most)) {
      const pair = put("span", "pair", row), r = radius({ count });
      const circle = put("span", "circle", pair);
      circle.style.width = circle.style.height = `${2 * r}px`;
      put("span", "", pair, said(count));
    }
  }

  function shades(box, most, ramp) {
    const row = put("div", "row", box);
    put("span", "", row, "1");
    for (const colour of ramp) put("span", "shade", row).style.background = colour;
    put("span", "", row, said(most));
  }

  /* ``points`` and ``areas`` are the most records at a dot and in an area; 0 leaves the row out. */
  return function draw(box, { points, areas, ramp, radius, more }) {
    box.replaceChildren();
    box.hidden = points + areas + more === 0;
    if (points + areas > 0) put("div", "title", box, "Records at a place");
    if (points > 0) sizes(box, points, radius);
    if (areas > 0) shades(box, areas, ramp);
    if (more > 0) put("div", "more", box, `${said(more)} further places with fewer records are not drawn; filters or the search bring them.`);
  };
})();
