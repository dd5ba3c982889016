import { expect, it } from "vitest";
import { de } from "./texts/refusals-de.ts";
import { es } from "./texts/refusals-es.ts";
import { fr } from "./texts/refusals-fr.ts";
import { nl } from "./texts/refusals-nl.ts";

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
