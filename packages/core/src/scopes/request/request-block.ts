/** A part of a document. In texts, `code` stands between backticks. */
export type RequestBlock =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "commands"; readonly text: string };

export const headingBlock = (level: 1 | 2 | 3, text: string): RequestBlock => ({ kind: "heading", level, text });
export const paragraphBlock = (text: string): RequestBlock => ({ kind: "paragraph", text });
export const listBlock = (...items: readonly string[]): RequestBlock => ({ kind: "list", items });
export const commandBlock = (text: string): RequestBlock => ({ kind: "commands", text });
