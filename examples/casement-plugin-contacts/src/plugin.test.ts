import { createTestHost, testPlugin } from "@casement/testing";
import { expect, it } from "vitest";
import { emulatedContacts } from "./emulated.ts";
import { contactsPlugin } from "./plugin.ts";

testPlugin(contactsPlugin, {
  areas: [emulatedContacts],
  services: { "search-contacts": { name: "Ada" } },
});

const host = (days?: number) => createTestHost({ plugins: [{ plugin: contactsPlugin, config: { days } }], areas: [emulatedContacts] });
const born = (displayName: string, day: string) => ({ displayName, birthday: `${day}T11:59:00Z`, mobilePhone: null });

it("shows a birthday as soon as it is near enough, and counts it on the day itself, in the account's time zone", async () => {
  await using t = await host(1);
  expect(t.clock.now().toISOString()).toMatch(/^2026-03-02T08:00/);
  t.emulator.controlOf(emulatedContacts).add("ada@contoso.example", born("Alan", "1912-03-04"));
  await t.advance("14h");
  expect(t.sensor("contacts/birthdays").attributes.coming).toEqual([]);

  // Midnight in Berlin is at 23:00 in UTC.
  await t.advance("2h");
  expect(t.sensor("contacts/birthdays")).toMatchObject({ state: 0, attributes: { coming: [{ name: "Alan", date: "2026-03-04" }] } });

  await t.advance("24h");
  expect(t.sensor("contacts/birthdays").state).toBe(1);
});

it("shows a birthday on February 29 on March 1 in other years, and sorts birthdays by date", async () => {
  await using t = await host(366);
  const contacts = t.emulator.controlOf(emulatedContacts);
  for (const contact of [born("Gioachino", "1792-02-29"), born("Alan", "1912-06-23")]) contacts.add("ada@contoso.example", contact);
  await t.advance("1h");
  expect(t.sensor("contacts/birthdays").attributes.coming).toEqual([
    { name: "Alan", date: "2026-06-23" },
    { name: "Ada Byron", date: "2026-12-10" },
    { name: "Gioachino", date: "2027-03-01" },
  ]);
});

it("reads every page", async () => {
  await using t = await host();
  const contacts = t.emulator.controlOf(emulatedContacts);
  for (let number = 0; number < 250; number++) contacts.add("ada@contoso.example", born(`Twin ${number}`, "2000-03-02"));
  await t.advance("1h");
  expect(t.sensor("contacts/birthdays").state).toBe(250);
});

it("finds by the beginning of a name, which may contain quotes", async () => {
  await using t = await host();
  const search = (name: string) => t.account.service(contactsPlugin, "search-contacts", { name });
  expect((await search("Hop")).contacts).toEqual([{ displayName: "Grace Hopper", birthday: null, mobilePhone: "+1 555 0100" }]);
  expect((await search("O'Hara")).contacts).toEqual([]);
});
