import { definePlugin } from "@casement/core";
import { addDays, localDate, nextAnniversary } from "@casement/graph-time";
import * as z from "zod";

const text = z.string().nullable();
const contact = z.object({ displayName: text, birthday: text, mobilePhone: text });
type Contact = z.infer<typeof contact>;
const $select = Object.keys(contact.shape).join(",");

export const contactsPlugin = definePlugin({
  id: "contacts",
  title: "Contacts",
  config: z.object({ days: z.int().min(0).max(366).default(30).describe("How many days ahead birthdays are shown") }),
  scopes: { "Contacts.Read": { tier: "read", why: "Show the birthdays of your contacts and search them" } },
  sensors: {
    birthdays: {
      title: "Birthdays",
      scope: "Contacts.Read",
      every: "1h",
      value: z.object({ state: z.number().describe("Birthdays today"), coming: z.array(z.object({ name: text, date: z.string() })) }),
      async read({ graph, config, account, now }) {
        const today = localDate(now(), account.timeZone);
        const contacts = await graph.list<Contact>("/me/contacts", { query: { $select, $top: 100 } });
        const coming = contacts
          .flatMap(({ displayName: name, birthday }) => (birthday ? { name, date: nextAnniversary(birthday.slice(0, 10), today) } : []))
          .filter(({ date }) => date <= addDays(today, config.days))
          .sort((a, b) => a.date.localeCompare(b.date));
        return { state: coming.filter(({ date }) => date === today).length, coming };
      },
      present: { kind: "number", icon: "mdi:cake", items: { attribute: "coming", as: "list", title: "name", start: "date" } },
    },
  },
  services: {
    "search-contacts": {
      title: "Search contacts",
      scope: "Contacts.Read",
      effect: "read",
      input: z.object({ name: z.string().min(1).describe("Beginning of a first, last or display name") }),
      output: z.object({ contacts: z.array(contact) }),
      async run({ graph, input }) {
        const name = input.name.replaceAll("'", "''");
        const $filter = ["displayName", "givenName", "surname"].map((of) => `startswith(${of},'${name}')`).join(" or ");
        return { contacts: await graph.list<Contact>("/me/contacts", { query: { $select, $filter } }) };
      },
    },
  },
});
