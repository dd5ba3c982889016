import { createTestHost } from "@casement/testing";
import { afterEach, expect, it, vi } from "vitest";
import { createShelves } from "../test/plugins/shelves.fixture.ts";

afterEach(() => vi.restoreAllMocks());

it("warns once that a client secret expires in a month", async () => {
  const library = createShelves();
  await using t = await createTestHost({
    plugins: [{ plugin: library.plugin, every: { books: "24h", visitors: "24h" } }],
    account: { clientSecretExpires: "2026-04-03" },
    signedOut: true,
  });
  const warnings = () => t.events.filter(({ type }) => type === "account/secret-expiring");
  expect(warnings()).toEqual([]);
  await t.advance("72h");
  expect(warnings()).toHaveLength(1);
});
