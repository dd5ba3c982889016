import { CasementError, definePlugin, definitionOf, service } from "@casement/core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { applyRecord, createAccountData } from "../feeds/account-data.ts";
import type { Ledger } from "../feeds/ledger.ts";
import { reachesOthers } from "./reaches-others.ts";

const value = z.object({ state: z.number(), books: z.array(z.object({ id: z.string(), title: z.string() })) });
const present = { kind: "number", items: { attribute: "books", as: "list", title: "title" } } as const;
const view = () => ({ value: { state: 0, books: [] } });
const feed = { scope: "User.Read", every: "1m", item: z.object({ shared: z.boolean() }), sync: () => undefined } as const;
const common = {
  input: z.object({ id: z.union([z.string(), z.array(z.string())]) }),
  output: z.object({}),
  scope: "User.Read",
  run: () => ({}),
} as const;
const isShared = ({ item }: { item: unknown }) => (item as { shared?: boolean } | undefined)?.shared === true;
const refusal = new CasementError("sensor-unknown", "There is no such shelf.");
const plugin = definitionOf(
  definePlugin({
    id: "library",
    title: "Library",
    scopes: { "User.Read": { tier: "read", why: "" } },
    feeds: { books: feed, papers: feed },
    sensors: {
      shelf: { title: "Shelf", feed: "books", value, view, present },
      folder: { title: "Folder", feed: "papers", value, view },
    },
    services: {
      always: service({ ...common, title: "Always", reachesOthers: true }),
      never: service({ ...common, title: "Never" }),
      remove: service({ ...common, title: "Remove", reachesOthers: isShared, item: { of: "shelf", does: "remove", id: "id" } }),
      empty: service({ ...common, title: "Empty", reachesOthers: ({ item }) => item === undefined }),
      picky: service({
        ...common,
        title: "Picky",
        reachesOthers: () => {
          throw refusal;
        },
      }),
      broken: service({
        ...common,
        title: "Broken",
        reachesOthers: () => {
          throw new TypeError("Emma");
        },
      }),
    },
  }),
);
const data = createAccountData();
const put = (f: string, items: Record<string, unknown>) =>
  applyRecord(data, { t: "page", f, put: items, cursor: "c", version: 1, needs: "", since: 0, mark: 0 });
put("library/papers/p", { "9": { shared: true }, "1": { shared: true } });
put("museum/books/a", { "9": { shared: true } });
put("library/books/a", { "1": { shared: false } });
put("library/books/b", { "2": { shared: true } });

const ask = (name: string, id: unknown = "1") => reachesOthers({ plugin, ledger: { data } as Ledger }, name, { id });

describe("whether a call reaches others", () => {
  it.each([
    ["always", "1", true],
    ["never", "1", false],
    ["unknown", "1", false],
    ["remove", "1", false],
    ["remove", "2", true],
    ["remove", "9", false],
    ["remove", ["1", "2"], true],
    ["remove", ["1", "9"], false],
    ["remove", [], false],
    ["empty", "1", true],
  ])("for the service %s and the item %j is %j", async (name, id, reaches) => {
    expect(await ask(name, id)).toBe(reaches);
  });

  it("is not known for an invalid input, or when the plugin fails, without quoting it", async () => {
    await expect(ask("remove", 1)).rejects.toMatchObject({ code: "input-invalid" });
    await expect(ask("remove", 1)).rejects.toThrow(/^The input of library\/remove is invalid: id: /);
    await expect(ask("picky")).rejects.toBe(refusal);
    await expect(ask("broken")).rejects.toHaveProperty("cause", new TypeError("Emma"));
    await expect(ask("broken")).rejects.toMatchObject({
      code: "plugin-failed",
      message: expect.stringMatching(
        /^reachesOthers of library\/broken failed with TypeError at .*\. Report it to the author of Library\.$/,
      ),
    });
    await expect(ask("broken")).rejects.toHaveProperty("message", expect.not.stringContaining("Emma"));
  });
});
