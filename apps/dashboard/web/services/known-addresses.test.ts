import { expect, it } from "vitest";
import type { Sensor } from "../api/api-types.ts";
import { completionsOf, knownAddressesOf, splitAddresses } from "./known-addresses.ts";

const sensor = (attributes: object): Sensor => ({ attributes }) as Sensor;
const sensors = [
  sensor({ messages: [{ from: { name: "Ada Reed", email: "ada@x.example" } }, { from: { email: "ben@x.example" } }] }),
  sensor({
    events: [{ attendees: [{ email: "ADA@x.example" }, { name: "Reed, Cy", email: "cy@x.example" }], note: { email: "no address" } }],
  }),
];

it("knows the people whom sensors name, each once, the most frequent first", () => {
  expect(knownAddressesOf(sensors)).toEqual(["Ada Reed <ada@x.example>", "ben@x.example", "cy@x.example"]);
});

it("suggests for the last address and keeps those before it", () => {
  const known = knownAddressesOf(sensors);
  expect(completionsOf("re", known)).toEqual(["Ada Reed <ada@x.example>"]);
  expect(completionsOf("ben@x.example, Ad", known)).toEqual(["ben@x.example, Ada Reed <ada@x.example>"]);
  expect(completionsOf("Ada Reed <ada@x.example>; ", known)).toEqual([
    "Ada Reed <ada@x.example>; ben@x.example",
    "Ada Reed <ada@x.example>; cy@x.example",
  ]);
});

it("splits addresses, but not a quoted name", () => {
  expect(splitAddresses('"Reed, Ada" <ada@x.example>, ben@x.example; ')).toEqual(['"Reed, Ada" <ada@x.example>', "ben@x.example"]);
});
