import { expect, it } from "vitest";
import { createRecentlySent, sentFingerprint } from "./recently-sent.ts";

const minute = 60_000;

it("a sent message is found once: by the id of its draft, or by subject and addresses in whatever language 'RE:' is", () => {
  const sent = createRecentlySent();
  sent.add({ fingerprint: sentFingerprint("RE: Plan", ["Bob@x.example", "ada@x.example"]), at: 0 });
  sent.add({ id: "7", fingerprint: sentFingerprint("Film", []), at: 0 });
  const appeared = { id: "1", fingerprint: sentFingerprint("AW: Plan", ["ada@x.example", "bob@x.example"]), at: minute };
  expect([sent.take(appeared, minute), sent.take(appeared, minute)]).toEqual([true, false]);
  expect(sent.take({ ...appeared, id: "8", fingerprint: sentFingerprint("Film", []) }, minute)).toBe(false);
  expect(sent.take({ ...appeared, id: "7" }, minute)).toBe(true);
});
