import { type NamedAddress, readAddresses } from "@casement/graph-text";
import * as z from "zod";

/** Says in a schema that a text names people: `ada@example.com, Ben Ito <ben@example.com>`. Whether it can be read is checked by what reads it. */
export const addressFormat = { format: "casement-addresses" } as const;

/**
 * A list of email addresses, each written as `ada@example.com` or `Ada Reed <ada@example.com>`. A text can name several people. The output has
 * one entry for each person.
 */
export function addressList(maxPeople: number) {
  return z
    .array(z.string().min(1).meta(addressFormat))
    .min(1)
    .max(maxPeople)
    .transform((texts, context): NamedAddress[] => {
      const people = texts.flatMap((text, index) => readPeople(text, context, [index]) ?? []);
      if (people.length > maxPeople) context.addIssue(`must name at most ${maxPeople} people`);
      return people;
    });
}

/** The people in a text, at least one. Reports what cannot be read under `path`, and returns undefined. */
export function readPeople(text: string, context: z.RefinementCtx, path: (string | number)[]): readonly NamedAddress[] | undefined {
  const read = readAddresses(text);
  if ("people" in read && read.people.length > 0) return read.people;
  const message = "people" in read ? "must not be empty" : read.mistake.message;
  context.addIssue({ code: "custom", path, message, params: { rule: "format" } });
  return undefined;
}
