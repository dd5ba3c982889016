import { expect, it } from "vitest";
import { closeObjects } from "./close-objects.ts";

const text = { type: "string" };
const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });
const closed = { additionalProperties: false };

it("closes an object at any depth", () => {
  const person = object({ email: text });
  expect(closeObjects(object({ people: { type: "array", items: person }, first: person }))).toEqual(
    object({ people: { type: "array", items: { ...person, ...closed } }, first: { ...person, ...closed } }, closed),
  );
});

it("leaves an object open whose schema says so, or says no names", () => {
  const open = object({ a: text }, { additionalProperties: text });
  expect(closeObjects(open)).toEqual(open);
  expect(closeObjects({ type: "object" })).toEqual({ type: "object" });
  expect(closeObjects(object({}, { patternProperties: { "^x": text } }))).toEqual(object({}, { patternProperties: { "^x": text } }));
});

it("closes each alternative of a union, and the whole where several schemas describe one object", () => {
  const [a, b] = [object({ a: text }), object({ b: text })];
  expect(closeObjects({ anyOf: [a, b] })).toEqual({
    anyOf: [
      { ...a, ...closed },
      { ...b, ...closed },
    ],
  });
  expect(closeObjects(object({ c: text }, { anyOf: [a, b] }))).toEqual(
    object({ c: text }, { anyOf: [a, b], unevaluatedProperties: false }),
  );
  expect(closeObjects({ allOf: [a, b] })).toEqual({ allOf: [a, b], unevaluatedProperties: false });
});
