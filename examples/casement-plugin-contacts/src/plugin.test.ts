import { createTestHost, testPlugin } from "@casement/testing";
import { expect, it } from "vitest";
import { emulatedContacts } from "./emulated.ts";
import { contactsPlugin } from "./plugin.ts";

testPlugin(contactsPlugin, {
  areas: [emulatedContacts],
  services: { "search-contacts": { name: "Ada" } },
});

it("shows a birthday when it comes into sight, and on its day", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: contactsPlugin }], areas: [emulatedContacts] });
  const soon = new Date(t.clock.now().getTime() + 31 * 86_400_000).toISOString().slice(4, 10);
  t.emulator.controlOf(emulatedContacts).add("ada@contoso.example", { displayName: "Alan", birthday: `1912${soon}T11:59:00Z` });
  await t.advance("1h");
  expect(t.sensor("contacts/birthdays")).toMatchObject({ state: 0, attributes: { birthdays: [] } });

  await t.advance("24h");
  expect(t.sensor("contacts/birthdays").attributes.birthdays).toEqual([{ name: "Alan", date: expect.stringContaining(soon.slice(1)) }]);
});

it("finds by the beginning of a name, quotes and all", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: contactsPlugin }], areas: [emulatedContacts] });
  const search = (name: string) => t.account.service(contactsPlugin, "search-contacts", { name });
  expect((await search("Hop")).contacts).toEqual([
    { name: "Grace Hopper", birthday: null, emails: ["grace@contoso.example"], phone: null },
  ]);
  expect((await search("O'Hara")).contacts).toEqual([]);
});
