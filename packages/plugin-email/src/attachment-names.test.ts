import { expect, it } from "vitest";
import { attachmentNames } from "./attachment-names.ts";

it.each<[names: readonly (string | null)[], unique: readonly string[]]>([
  [[], []],
  [
    ["a.txt", "b.txt"],
    ["a.txt", "b.txt"],
  ],
  [
    ["a.txt", "a.txt", "a.txt"],
    ["a.txt", "a.txt (2)", "a.txt (3)"],
  ],
  [
    ["a.txt", "a.txt", "a.txt (2)"],
    ["a.txt", "a.txt (3)", "a.txt (2)"],
  ],
  [
    [null, ""],
    ["", " (2)"],
  ],
])("gives each of %j a name of its own, in any order", (names, unique) => {
  const attachments = names.map((name, at) => ({ id: `id-${at}`, name }));
  for (const order of [attachments, attachments.toReversed()])
    expect(attachments.map(({ id }) => attachmentNames(order).get(id))).toEqual(unique);
});
