import { definePlugin } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import * as z from "zod";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

const value = z.object({ state: z.number() });
const scopes = { "User.Read": { tier: "read", why: "Say who you are" } } as const;

it("stops a feed with too many items before it uses memory or disk, and does not affect other plugins", async () => {
  const put = Object.fromEntries(Array.from({ length: 250_001 }, (_, n) => [`item-${n}`, { state: n }]));
  const plugin = definePlugin({
    id: "deluge",
    title: "Deluge",
    scopes,
    feeds: { things: { scope: "User.Read", every: "1h", item: value, sync: () => ({ put, removed: [], cursor: "", restart: true }) } },
    sensors: { one: { title: "One", feed: "things", value, view: ({ items }) => ({ value: { state: items.size } }) } },
  });
  await using t = await createTestHost({ plugins: [{ plugin }, { plugin: createShelves().plugin }] });
  expect(t.sensor("deluge/one").error).toMatch(
    /^Plugin "deluge" returns too many items for its feed "things": more than 250,000 items\. Report it/,
  );
  expect(t.sensor("library/shelf-a")).toMatchObject({ state: 1, stale: false });
});
