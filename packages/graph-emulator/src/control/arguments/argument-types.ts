import { z } from "zod";

/** Schemas of control arguments. Each error completes a sentence that begins with the name of the argument or member. */
export const anyText = z.string({ error: "must be a text" });
export const nameText = anyText.refine((value) => value.trim() !== "", { error: "must not be empty" });
export const guidText = anyText.refine((value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value), {
  error: "must be a GUID, such as 11111111-1111-4111-8111-111111111111",
});
export const trueOrFalse = z.boolean({ error: "must be true or false" });
export const anyNumber = z.number({ error: "must be a number" });
/** JSON in Graph's format, which Graph's own rules check. */
export const graphObject = z.record(z.string(), z.unknown(), { error: "must be an object" });
export const textList = listOf(anyText);
export const webAddress = anyText.refine((value) => URL.canParse(value), { error: "must be a URL" });
export const isoTime = anyText.refine((value) => !Number.isNaN(Date.parse(value)), {
  error: "must be a time in ISO 8601, such as 2026-03-02T08:00:00Z",
});

export function listOf<Item extends z.ZodType>(item: Item): z.ZodArray<Item> {
  return z.array(item, { error: "must be a list" });
}

/** A whole number from `least` to `most`. */
export function wholeNumber(least = 0, most = Number.MAX_SAFE_INTEGER): z.ZodNumber {
  const error = `must be a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? "" : ` to ${most}`}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

export function oneOf<const Value extends string | number>(...values: readonly Value[]): z.ZodLiteral<Value> {
  return z.literal(values, { error: `must be one of ${values.join(", ")}` });
}

/** An object with exactly these members. */
export function objectOf<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const members = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `has no member ${issue.keys.join(", ")}. Its members are ${members}`
        : `must be an object with ${members}`,
  });
}
