import { definePlugin } from "@casement/core";
import { addDays, localDate, nextMidnight } from "@casement/graph-time";
import * as z from "zod";

const contact = z.object({ name: z.string(), birthday: z.string().nullable(), emails: z.array(z.string()), phone: z.string().nullable() });
const select = "displayName,birthday,emailAddresses,mobilePhone";
const read = ({ displayName, birthday, emailAddresses, mobilePhone }: any): z.infer<typeof contact> => ({
  name: displayName,
  birthday: birthday?.slice(0, 10) ?? null,
  emails: emailAddresses?.map(({ address }: any) => address) ?? [],
  phone: mobilePhone ?? null,
});

export const contactsPlugin = definePlugin({
  id: "contacts",
  title: "Contacts",
  config: z.object({ days: z.number().int().min(1).max(366).default(30).describe("How many days ahead birthdays are shown") }),
  scopes: {
    "Contacts.Read": { tier: "read", why: "Show the birthdays of your contacts and search them" },
  },
  feeds: {
    contacts: {
      scope: "Contacts.Read",
      every: "1h",
      item: contact,
      async sync({ graph }) {
        const put: Record<string, z.infer<typeof contact>> = {};
        for await (const item of graph.pages<any>("/me/contacts", { query: { $select: select, $top: 100 } })) put[item.id] = read(item);
        return { put, drop: [], cursor: "", restart: true };
      },
    },
  },
  sensors: {
    birthdays: {
      title: "Birthdays",
      feed: "contacts",
      value: z.object({
        state: z.number().describe("Birthdays today"),
        birthdays: z.array(z.object({ name: z.string(), date: z.string() })).describe("Of the days to come, the next first"),
      }),
      present: { kind: "number", icon: "mdi:cake", items: { attribute: "birthdays", as: "list", title: "name", start: "date" } },
      view({ items, now, config, account }) {
        const today = localDate(now, account.timeZone);
        const days = Array.from({ length: config.days + 1 }, (_, day) => addDays(today, day));
        const birthdays = days.flatMap((date) =>
          [...items.values()].filter(({ birthday }) => birthday?.slice(5) === date.slice(5)).map(({ name }) => ({ name, date })),
        );
        return {
          value: { state: birthdays.filter(({ date }) => date === today).length, birthdays },
          until: nextMidnight(now, account.timeZone),
        };
      },
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
        const text = input.name.replaceAll("'", "''");
        const $filter = ["displayName", "givenName", "surname"].map((property) => `startswith(${property},'${text}')`).join(" or ");
        const contacts = [];
        for await (const item of graph.pages("/me/contacts", { query: { $select: select, $filter } })) contacts.push(read(item));
        return { contacts };
      },
    },
  },
});
