import type { ProductNames } from "./product-names.ts";

/** Looks the words up in the sources. */
export function findWordMistake(code: string, { words }: ProductNames): string | undefined {
  const plain = code.replaceAll(/"[^"]*"|'[^']*'|<[^>]*>|\\?…/g, " ");
  const unknown = (plain.match(/[A-Za-z_$][\w$-]*/g) ?? []).filter(
    (word) => word.length > 1 && !words.has(word) && !words.has(word.replace(/-$/, "")),
  );
  return unknown.length > 0 ? `the product has no ${unknown.join(", ")}` : undefined;
}
