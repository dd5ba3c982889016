import type { ProductNames } from "./product-names.ts";

/** Looks the words up in the sources. */
export function findWordMistake(code: string, { words }: ProductNames): string | undefined {
  const plain = code.replaceAll(/"[^"]*"|'[^']*'|<[^>]*>|\\?…/g, " ");
  // `casement_graph_…`
  const isBeginning = (word: string): boolean => code.includes(`${word}…`);
  const beginsAny = (word: string): boolean => [...words].some((known) => known.startsWith(word));
  const unknown = (plain.match(/[A-Za-z_$][\w$-]*/g) ?? []).filter(
    (word) => word.length > 1 && !words.has(word) && !words.has(word.replace(/-$/, "")) && !(isBeginning(word) && beginsAny(word)),
  );
  return unknown.length > 0 ? `the product has no ${unknown.join(", ")}` : undefined;
}
