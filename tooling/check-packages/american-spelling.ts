/** A way in which British spelling differs, and the words that it concerns. */
interface SpellingRule {
  readonly british: string;
  readonly american: string;
  /** What precedes the difference; the word may begin with un-, re-, de-, dis- or mis-. */
  readonly stems: readonly string[];
  /** What may follow the difference. */
  readonly endings: readonly string[];
}

const rules: readonly SpellingRule[] = [
  {
    british: "is",
    american: "iz",
    stems: [
      ...["anonym", "apolog", "author", "canonical", "capital", "categor", "central", "character", "custom", "emphas", "equal", "external"],
      ...["final", "general", "initial", "internal", "item", "local", "maxim", "memor", "minim", "modern", "neutral", "normal", "optim"],
      ...["organ", "personal", "priorit", "random", "real", "recogn", "sanit", "serial", "special", "stabil", "standard", "summar"],
      ...["symbol", "synchron", "token", "util", "visual"],
    ],
    endings: ["e", "ed", "er", "ers", "es", "ing", "able", "ation", "ations", "ational"],
  },
  { british: "ys", american: "yz", stems: ["anal", "catal", "paral"], endings: ["e", "ed", "er", "ers", "ing"] },
  {
    british: "our",
    american: "or",
    stems: ["arm", "behavi", "col", "endeav", "fav", "flav", "harb", "hon", "hum", "lab", "neighb", "rum", "vap"],
    endings: ["", "s", "ed", "er", "ing", "able", "al", "ful", "hood", "ings", "ite", "ites", "less"],
  },
  { british: "re", american: "er", stems: ["cent", "fib", "lit", "met", "theat"], endings: ["", "s"] },
  { british: "red", american: "ered", stems: ["cent"], endings: [""] },
  { british: "ce", american: "se", stems: ["defen", "licen", "offen", "preten"], endings: ["", "s"] },
  {
    british: "ll",
    american: "l",
    stems: ["cance", "channe", "fue", "labe", "leve", "marsha", "mode", "signa", "tota", "trave"],
    endings: ["ed", "er", "ers", "ing"],
  },
  { british: "ogue", american: "og", stems: ["anal", "catal"], endings: ["", "s"] },
  { british: "gement", american: "gment", stems: ["acknowled", "jud"], endings: ["", "s"] },
  { british: "l", american: "ll", stems: ["enro", "fulfi", "insta"], endings: ["ment", "ments"] },
  { british: "artef", american: "artif", stems: [""], endings: ["act", "acts"] },
  { british: "grey", american: "gray", stems: [""], endings: ["", "ed", "s"] },
  { british: "programme", american: "program", stems: [""], endings: ["", "s"] },
];

/** Properties of Graph with a British spelling, as words. They keep it, also as a part of a name. */
export const graphSpellings: readonly string[] = ["is-cancelled", "cancelled-occurrences"];

const patterns = rules.map(({ british, american, stems, endings }) => ({
  pattern: new RegExp(`^((?:un|re|de|dis|mis)?(?:${stems.join("|")}))${british}(${endings.join("|")})$`),
  american,
}));

/** How American English, and with it Graph, OAuth, HTTP and CSS, spells a British word in lower case; undefined for any other word. */
export function americanSpelling(word: string): string | undefined {
  for (const { pattern, american } of patterns) if (pattern.test(word)) return word.replace(pattern, `$1${american}$2`);
  return undefined;
}
