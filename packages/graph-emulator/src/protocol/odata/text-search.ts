/**
 * Creates a test for `$search="budget from:ada \\"second draft\\""`. Each word (matched as a prefix) and each phrase must occur; `OR`
 * separates alternatives. A property name before a colon is ignored: its value matches anywhere.
 */
export function createTextSearch(search: string): (text: string) => boolean {
  const query = /^".*"$/s.test(search) ? search.slice(1, -1).replaceAll('\\"', '"') : search;
  const alternatives = query
    .split(/\s+OR\s+/)
    .map((side) => [...side.matchAll(/(?:\w+:)?(?:"([^"]*)"|([^\s"]+))/g)].flatMap(([, phrase, word]) => expressionsOf(phrase, word)));
  return (text) => alternatives.some((side) => side.every((wanted) => wanted.test(text)));
}

function expressionsOf(phrase: string | undefined, word: string | undefined): RegExp[] {
  const text = (phrase ?? word ?? "").replace(/\*$/, "");
  if (!text || word === "AND") return [];
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return [new RegExp(`(?<![\\p{L}\\p{N}])${escaped}${phrase === undefined ? "" : "(?![\\p{L}\\p{N}])"}`, "iu")];
}
