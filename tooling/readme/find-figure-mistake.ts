import { withoutGenerated } from "./code-blocks.ts";

const words = "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty";
const units =
  "seconds?|minutes?|hours?|days?|weeks?|months?|s|ms|[kMG]B|[KMG]iB|bytes?|characters|events|calls|requests|messages|changes|hubs|tokens|levels|pages|lines|times|languages|plugins|px|random (?:bytes|bits)|elements|slots|lowercase letters|simulated days|an? (?:second|minute|hour)";
/** What makes a number without a unit a limit. */
const limits = "up to|at most|at least|more than|less than|beyond|below|above";
/** `ten minutes`, `25 MB`, `Default: 16000`, `up to 1,000`, `mode 0600`, `status 429`, `22:00 to 6:00`, `five wrong`. The 365 of Microsoft's name is none. */
const figure = new RegExp(
  `(?<![\\w.,]|Microsoft )(?:(?:\\d[\\d,.]*|${words})[ -](?:${units})|(?:mode|status|answers|with) [045]\\d{2,3}|(?:${words}) wrong|\\d\\d?:\\d\\d to \\d\\d?:\\d\\d|(?<=Default: )\`?\\d[\\d,.]*\\w?|(?<=(?:${limits}) )\\d[\\d,]*)(?![\\w-])`,
  "gi",
);

/** The prose of a document in one line, without what scripts write and without code blocks. */
export function proseOf(markdown: string): string {
  return withoutGenerated(markdown)
    .replaceAll(/^( *)```[\s\S]*?^\1```$/gm, "")
    .replaceAll(/\s+/g, " ");
}

/** The figures of a document that no phrase contains: each with the words around it. */
export function findUnknownFigures(markdown: string, phrases: readonly string[]): readonly string[] {
  const prose = proseOf(markdown);
  const known = phrases.flatMap((phrase) => positionsOf(prose, phrase).map((at) => [at, at + phrase.length] as const));
  return [...prose.matchAll(figure)].flatMap(({ 0: found, index }) =>
    known.some(([from, to]) => from <= index && index + found.length <= to)
      ? []
      : [`${found}: … ${prose.slice(Math.max(0, index - 50), index + found.length + 40)} …`],
  );
}

function positionsOf(text: string, part: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}
