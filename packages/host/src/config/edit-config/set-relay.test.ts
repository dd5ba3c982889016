import { expect, it } from "vitest";
import { parse } from "yaml";
import { setRelayText } from "./set-relay.ts";

const relay = "https://relay.example";

it.each([
  ["", {}],
  ["# Mine\naccounts: []", {}],
  ["notifications: true # yes\naccounts: []\n", {}],
  ["accounts: []\nnotifications:\n", {}],
  ["notifications: { safetyInterval: 30m }\naccounts: []\n", { safetyInterval: "30m" }],
  ["notifications:\n  # rarely\n  safetyInterval: 30m\naccounts: []\n", { safetyInterval: "30m" }],
  ["notifications:\n  relay: https://old.example # old\n  safetyInterval: 30m\n", { safetyInterval: "30m" }],
  ['notifications: { "relay": "https://old.example" }\n', {}],
])("sets the relay and leaves the rest of the text: %j", (text, others) => {
  const changed = setRelayText(text, relay);
  expect(parse(changed).notifications).toEqual({ ...others, relay });
  for (const comment of text.match(/#.*/g) ?? []) expect(changed).toContain(comment);
  if (text.includes("accounts")) expect(parse(changed).accounts).toEqual([]);
});

it("leaves a file that is no configuration", () => {
  for (const text of ["- a\n", "a: [\n", "text"]) expect(() => setRelayText(text, relay)).toThrow("not changed");
});
