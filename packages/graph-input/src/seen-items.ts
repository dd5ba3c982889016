import { invalidInput } from "@casement/core";
import { shortHash } from "./short-hash.ts";

/**
 * What the earlier pages of a list showed. For lists that Microsoft returns in an order of its own, and whose items come, go and move meanwhile: a
 * position in them would skip some. As a cursor, a few characters for each item.
 */
export interface SeenItems {
  has(id: string): boolean;
  add(id: string): void;
  /** The cursor for the next page. */
  toCursor(): string;
}

const codeLength = 5;

/** @throws CasementError for a text that no page returned */
export function readSeenItems(cursor: string | undefined): SeenItems {
  const [, codes] = cursor === undefined ? ["", ""] : (/^s((?:[0-9a-z]{5})*)$/.exec(cursor) ?? []);
  if (codes === undefined) throw invalidInput("cursor", "is not the `cursor` of a previous page");
  const seen = new Set(codes.match(/.{5}/g));
  return {
    has: (id) => seen.has(codeOf(id)),
    add: (id) => void seen.add(codeOf(id)),
    toCursor: () => `s${[...seen].join("")}`,
  };
}

const codeOf = (id: string): string => shortHash(id).padStart(codeLength, "0").slice(-codeLength);
