import { expect, it } from "vitest";
import type { AccountWarning } from "../../../../packages/host/src/status-types.ts";
import { de } from "./texts/refusals-de.ts";
import { es } from "./texts/refusals-es.ts";
import { fr } from "./texts/refusals-fr.ts";
import { nl } from "./texts/refusals-nl.ts";

/** Of the hub, for accounts that are signed in. The others are those of a refused sign-in. */
const problems = ["graph-refused", "claims-challenge", "signed-out", "data-folder", "plugin-error", "clock-wrong", "stale", "not-running"];
const warnings: Readonly<Record<AccountWarning["code"], true>> = {
  "secret-expires": true,
  "secret-expired": true,
  "certificate-expires": true,
  "certificate-expired": true,
  "receiver-failed": true,
  "subscription-failed": true,
  "same-user": true,
};

const codesOf = ({ refusals }: typeof de) => refusals.map(([codes]) => codes);

it.each([
  ["es", es],
  ["fr", fr],
  ["nl", nl],
])("%s explains the same codes as de, each once", (_, texts) => {
  expect(codesOf(texts)).toEqual(codesOf(de));
  const codes = codesOf(texts).join(" ").split(" ");
  expect(new Set(codes).size).toBe(codes.length);
  for (const text of [texts.waiting, texts.notGranted]) expect(text).toContain("{0}");
  const factsOf = ({ refusals }: typeof de) => refusals.map(([, means]) => [...means.matchAll(/\{\w+\}/g)].flat().sort());
  expect(factsOf(texts)).toEqual(factsOf(de));
});

it("explains each problem and warning of an account", () => {
  const codes = codesOf(de).flatMap((each) => each.split(/[ /]/));
  expect(codes).toEqual(expect.arrayContaining([...problems, ...Object.keys(warnings)]));
});
