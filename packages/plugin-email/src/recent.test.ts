import { expect, it } from "vitest";
import { config } from "./config.ts";
import { isMoved, noteLeft, noteSent, printOf, remember, wasSentHere } from "./recent.ts";

const minute = 60_000;

it("a message is news in the folder where it is first seen, however often its page is read", () => {
  const account = config.parse({});
  expect([isMoved(account, "1", "inbox", 0), isMoved(account, "1", "inbox", minute)]).toEqual([false, false]);
  expect(isMoved(account, "1", "archive", minute)).toBe(true);
  expect(isMoved(account, "1", "inbox", 2 * minute)).toBe(true);
  expect(isMoved(config.parse({}), "1", "archive", minute)).toBe(false);
});

it("one that left its folder and comes back is no news, and in time it is forgotten", () => {
  const account = config.parse({});
  isMoved(account, "1", "inbox", 0);
  noteLeft(account, ["1"], "archive");
  expect(isMoved(account, "1", "inbox", minute)).toBe(false);
  noteLeft(account, ["1"], "inbox");
  expect(isMoved(account, "1", "inbox", minute)).toBe(true);
  expect(isMoved(account, "1", "archive", 20 * minute)).toBe(false);
});

it("what a folder had at the start is known", () => {
  const account = config.parse({});
  remember(account, "inbox", new Map([["1", { r: 0, s: "" }]]), minute);
  expect(isMoved(account, "1", "archive", minute)).toBe(true);
});

it("a sent message is recognised once: by its draft's id, or by subject and addresses, however 'RE:' is written", () => {
  const account = config.parse({});
  noteSent(account, { print: printOf("RE: Plan", ["Bob@x.example", "ada@x.example"]), at: 0 });
  noteSent(account, { id: "7", print: printOf("Film", []), at: 0 });
  const seen = { id: "1", print: printOf("AW: Plan", ["ada@x.example", "bob@x.example"]), at: minute };
  expect([wasSentHere(account, seen, minute), wasSentHere(account, seen, minute)]).toEqual([true, false]);
  expect(wasSentHere(account, { ...seen, id: "8", print: printOf("Film", []) }, minute)).toBe(false);
  expect(wasSentHere(account, { ...seen, id: "7" }, minute)).toBe(true);
});
