import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

it("computes a view again at the time until which it is valid, without a read", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin, every: { books: "24h" } }] });
  library.oldAt = t.clock.now().getTime() + 3_600_000;
  await t.account.refresh();
  library.shelves.get("a")?.set("2", "Ivanhoe");
  await t.account.refresh();
  library.rounds.length = 0;
  await t.advance(3_599_000);
  expect(t.sensor("library/shelf-a").attributes.old).toBe(false);
  await t.advance(1_000);
  expect(t.sensor("library/shelf-a").attributes.old).toBe(true);
  expect(library.rounds).toEqual([]);
});
