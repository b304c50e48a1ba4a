/* Runs in the page before anything else. The page's own clock tells when a click happened and when
   everything that was wanted stood there and two animation frames had passed; Python only asks
   afterwards, so that its own slowness is in no number. */
(() => {
  if (window !== window.top) return;
  const PATIENCE = 120000;
  const here = () => performance.timeOrigin + performance.now();

  const documents = (frame) => (frame
    ? [...document.querySelectorAll(frame)].map((found) => found.contentDocument).filter(Boolean)
    : [document]);
  const seen = ([frame, selector]) => documents(frame)
    .flatMap((found) => [...found.querySelectorAll(selector)]).filter((node) => node.checkVisibility());
  const numbers = (text) => (text.replace(/(\d)[,\s](?=\d{3})/g, "$1").match(/\d+/g) || []).map(Number);

  /* A label is a title and, where there are records, their number after it. */
  const parted = (node) => {
    const words = node.textContent.trim();
    const found = words.match(/^(.*\S)\s+(\d[\d,]*)$/s);
    return found ? [found[1], Number(found[2].replaceAll(",", ""))] : [words, 0];
  };
  const agrees = (counts) => ([title, count]) => (count ? (counts[title] || []).includes(count) : !(title in counts));

  const CHECKS = {
    number: (at, count) => seen(at).some((node) => numbers(node.textContent)[0] === count),
    words: (at, words) => seen(at).some((node) => node.textContent.includes(words)),
    exactly: (at, count) => seen(at).length === count,
    least: (at, count) => seen(at).length >= count,
    counts: (at, counts) => {
      const labels = seen(at).map(parted);
      return labels.some(([, count]) => count) && labels.every(agrees(counts));
    },
  };
  const missing = (want) => want.filter(([check, at, value]) => !CHECKS[check](at, value));
  /* The first that is not there is enough: looking makes the browser lay the page out. */
  const there = (want) => want.every(([check, at, value]) => CHECKS[check](at, value));

  const bench = {
    down: 0, wanted: null,
    /* Wait for a picture; gives what of it is not there yet. The clock starts at ``from``, else at the next press. */
    arm(want, from) {
      const wanted = { want, from, asked: here(), waiting: false, over: false };
      wanted.result = new Promise((done) => { wanted.done = done; });
      wanted.timer = setTimeout(() => { wanted.over = true; wanted.done({ missing: missing(want) }); }, PATIENCE);
      bench.wanted = wanted;
      follow();
      return missing(want);
    },
    result() { return bench.wanted.result; },
  };

  function look() {
    const wanted = bench.wanted;
    if (!wanted || wanted.waiting || wanted.over || (!wanted.from && bench.down < wanted.asked)) return;
    if (!there(wanted.want)) return;
    wanted.waiting = true;
    requestAnimationFrame(() => requestAnimationFrame(() => settle(wanted)));
  }

  function settle(wanted) {
    wanted.waiting = false;
    if (!there(wanted.want)) return;
    wanted.over = true;
    clearTimeout(wanted.timer);  // or what was wanted would look like a leak of the page
    wanted.done({ ms: here() - (wanted.from || bench.down) });
  }

  /* Hear what changes in a document and where it is pressed; a frame's document may be replaced at any time. */
  const heard = new WeakSet();
  function hear(found) {
    if (heard.has(found)) return;
    heard.add(found);
    new MutationObserver(look).observe(found, { subtree: true, childList: true, characterData: true, attributes: true });
    found.addEventListener("load", look, true);
    found.addEventListener("pointerdown", (event) => {
      if (event.isTrusted) bench.down = event.view.performance.timeOrigin + event.timeStamp;
    }, true);
    look();
  }

  function follow() {
    [document, ...documents("iframe")].forEach(hear);
    if (!bench.wanted.over) requestAnimationFrame(follow);
  }

  window.bench = bench;
})();
