import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

it("finds new sensors once a day, at midnight UTC", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.shelves.set("b", new Map());
  await t.advance("15h");
  expect(() => t.sensor("library/shelf-b")).toThrow(/There is no sensor/);
  await t.advance("61m");
  expect(t.sensor("library/shelf-b").state).toBe(0);
});
