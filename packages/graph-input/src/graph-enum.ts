import * as z from "zod";

/**
 * One of Graph's enumeration values. People may write it with other capitals, spaces, hyphens or underscores: `Private`,
 * `working_elsewhere`.
 */
export function graphEnum<const W extends readonly [string, ...string[]]>(values: W): z.ZodType<W[number], W[number]> {
  const canonical = new Map(values.map((value) => [simplify(value), value]));
  const schema = z.preprocess((input) => (typeof input === "string" ? (canonical.get(simplify(input)) ?? input) : input), z.enum(values));
  // The type has only the canonical values: programs should use those.
  return schema as unknown as z.ZodType<W[number], W[number]>;
}

function simplify(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, "");
}
