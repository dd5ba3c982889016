import { expect, test } from "vitest";
import { createOpeningTurns } from "./opening-turns.ts";

test("accounts are opened one after the other, first those for which somebody waits, each after the one whose sign-in it uses", async () => {
  const awaited = new Set<string>();
  const turns = createOpeningTurns((name) => awaited.has(name));
  const opened: string[] = [];
  let openNow = 0;
  const open = (name: string, signIn?: string) =>
    turns.open({ name, signIn }, async () => {
      expect(++openNow).toBe(1);
      await Promise.resolve();
      opened.push(name);
      openNow--;
      if (name === "b") throw new Error("It cannot be opened.");
    });
  const all = ["a", "b", "c", "lender", "d"].map((name) => open(name));
  all.push(open("borrower", "lender"), open("e"));
  awaited.add("d").add("borrower");
  const ended = await Promise.allSettled(all);
  expect(opened).toEqual(["a", "d", "lender", "borrower", "b", "c", "e"]);
  expect(ended.map(({ status }) => status).filter((status) => status === "rejected")).toHaveLength(1);
  await open("f");
  expect(opened.at(-1)).toBe("f");
});
