/* The first map stands in the place of the page's own until that one is drawn; what a reader did to it is
   done again there. The page begins to load when the first map has its data, or should have them. */
(function () {
  "use strict";
  const LATE = 1000;  // milliseconds
  const OTHER = ".st-key-sheet, .stMain [data-testid='stHeading'], .stMain [data-testid='stAlert']";  // what a page without a map shows
  const first = window.passageAtlasFirst;
  const part = (name) => document.getElementById(`first-${name}`);

  /* The data of the map have come: now all that the page loads. */
  first.begin = () => {
    const later = document.getElementById("later");
    if (!later) return;
    later.remove();
    document.head.append(document.importNode(later.content, true));
    follow();
  };

  /* What the page tells its own map, it tells this one too, where both are of one version of the atlas. */
  first.show = (marks, from) => {
    const ahead = part("map") && part("map").contentWindow.PassageAtlas;
    first.marks = from.includes(first.version) ? marks : first.marks;
    if (ahead) ahead.show(first.marks);
  };

  /* The live map is drawn, or cannot be. */
  first.over = (live) => {
    const ahead = part("map").contentWindow.PassageAtlas, held = document.activeElement === part("map");
    end();
    live.takeOver(ahead ? ahead.left() : {}, held);
  };

  function end() {
    delete window.passageAtlasFirst;
    for (const name of ["map", "words", "style"]) if (part(name)) part(name).remove();
  }

  function follow() {
    if (!part("map")) return;
    const live = document.querySelector(".st-key-map_area iframe");
    if (!live && document.querySelector(OTHER)) return end();
    if (part("words") && document.querySelector(".masthead")) part("words").remove();
    if (live && live.offsetHeight > 0) stand(live.getBoundingClientRect());
    requestAnimationFrame(follow);
  }

  function stand(box) {
    for (const side of ["left", "top", "width", "height"]) {
      if (part("map").style[side] !== `${box[side]}px`) part("map").style[side] = `${box[side]}px`;
    }
  }

  setTimeout(() => first.begin(), LATE);
})();
