import * as z from "zod";

/** One of Graph's words, however it is capitalised or joined: `Private`, `working_elsewhere`, `workingElsewhere`. */
export function choice<const W extends readonly [string, ...string[]]>(words: W): z.ZodType<W[number], W[number]> {
  const canonical = new Map(words.map((word) => [bare(word), word]));
  const loose = z.preprocess((value) => (typeof value === "string" ? (canonical.get(bare(value)) ?? value) : value), z.enum(words));
  // Programs are typed by the canonical words; other spellings are for people.
  return loose as unknown as z.ZodType<W[number], W[number]>;
}

function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, "");
}

export const sensitivity = choice(["normal", "personal", "private", "confidential"]);
export const showAs = choice(["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"]);
export const importance = choice(["low", "normal", "high"]);
export const attendeeType = choice(["required", "optional", "resource"]);
