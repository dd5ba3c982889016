import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

const book = { id: "2", title: "Ivanhoe" };
const added = (t: { events: readonly { type: string; payload: unknown }[] }) =>
  t.events.filter(({ type }) => type === "library/book-added").map(({ payload }) => payload);

it("reads the target after a call, and reports the change as Casement's", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  await t.account.call("library/add-book", book);
  expect(t.sensor("library/shelf-a").state).toBe(2);
  expect(added(t)).toEqual([{ id: "2", origin: "casement" }]);
});

it("reads the target again five seconds later when Graph does not show the change at once", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin, every: { books: "24h" } }] });
  library.late = new Map();
  await t.account.call("library/add-book", book);
  expect(t.sensor("library/shelf-a").state).toBe(1);
  library.shelves.get("a")?.set("2", "Ivanhoe");
  await t.advance("4s");
  expect(t.sensor("library/shelf-a").state).toBe(1);
  await t.advance("1s");
  expect(t.sensor("library/shelf-a").state).toBe(2);
  expect(added(t)).toEqual([{ id: "2", origin: "casement" }]);
});

it("does not read the target again when its change was seen", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin, every: { books: "24h" } }] });
  await t.account.call("library/add-book", book);
  library.rounds.length = 0;
  await t.advance("10s");
  expect(library.rounds).toEqual([]);
});

it("knows after a restart that Casement wrote an item, and forgets it after five minutes", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.late = new Map();
  await t.account.call("library/add-book", book);
  await t.account.call("library/add-book", { id: "3", title: "Persuasion" });
  await using again = await t.restart();
  library.shelves.get("a")?.set("2", "Ivanhoe");
  await again.advance("1m");
  expect(added(again)).toEqual([{ id: "2", origin: "casement" }]);
  library.shelves.get("a")?.set("3", "Persuasion");
  again.clock.jump(new Date(again.clock.now().getTime() + 5 * 60_000));
  await again.advance("1m");
  expect(added(again).at(-1)).toEqual({ id: "3", origin: "external" });
});

it("reads what the service touches besides its target", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin, every: { visitors: "24h" } }] });
  await t.account.call("library/count-visitor");
  expect(t.sensor("library/visitors").state).toBe(1);
});

it("logs who called what and with which result, without the input", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  await t.account.call("library/add-book", book, { via: "cli" });
  await expect(t.account.call("library/add-book", { id: 4, title: "Persuasion" })).rejects.toMatchObject({ code: "input-invalid" });
  const lines = t.log.filter((line) => line.startsWith("info "));
  expect(lines).toEqual([
    expect.stringMatching(/^info cli called home library\/add-book: done/),
    expect.stringMatching(/^info program called home library\/add-book: input-invalid/),
  ]);
  expect(lines.join()).not.toMatch(/Ivanhoe|Persuasion/);
});

it("asks for the sensor when there are several, and says which there are", async () => {
  const library = createShelves();
  library.shelves.set("b", new Map());
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  await expect(t.account.call("library/add-book", book)).rejects.toMatchObject({
    code: "sensor-unknown",
    message: 'Several sensors are available. Set the input "sensor" to one of: shelf-a, shelf-b.',
  });
  await t.account.call("library/add-book", { ...book, sensor: "Shelf B" });
  expect(t.sensor("library/shelf-b").state).toBe(1);
  expect(t.sensor("library/shelf-a").state).toBe(1);
});
