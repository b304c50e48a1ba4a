/* The form in which words are searched, blind to case and diacritics in any script: events/fold.py, in the
   browser. Both sides of a search pass through it, so it has to agree with itself first of all. */
const KEPT = {
  ı: "i", ø: "o", ł: "l", đ: "d", ß: "ss", æ: "ae", œ: "oe", ð: "d", þ: "th",
  қ: "к", ң: "н", ғ: "г", ү: "у", ұ: "у", һ: "х", ө: "о", ә: "а", і: "и", ё: "е",
  أ: "ا", إ: "ا", آ: "ا", ى: "ي", ة: "ه", ـ: "", ی: "ي", ک: "ك", ہ: "ه",
  "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-",
};
const kept = (text) => [...text].map((char) => KEPT[char] ?? char).join("");

/* Upper case first: so ß, ς and the ligatures fold as they do on the server. */
export function fold(text) {
  const small = text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ");
  const bare = kept(small).normalize("NFKD").replace(/\p{Mn}/gu, "");
  return kept(bare).split(/\s+/u).filter(Boolean).join(" ");
}
