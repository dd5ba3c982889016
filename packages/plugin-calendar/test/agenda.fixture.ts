import type { TestHost } from "@casement/testing";
import { expect } from "vitest";

export const agendaCollection = async (t: TestHost) => (await t.account.collections())[0]!;

/** The calendar's resources by the titles of their first components. */
export async function resourcesOf(t: TestHost) {
  const found = await agendaCollection(t);
  const heads = await found.heads();
  const read = await found.read(heads.map(({ group }) => group));
  return new Map(read.map((resource, n) => [resource!.components[0].summary!, { ...heads[n]!, components: resource!.components }]));
}

/** A mirror of a collection that is kept by tokens alone. */
export function createTokenMirror() {
  const etags = new Map<string, string>();
  let token = "";
  return {
    etags,
    async sync(t: TestHost) {
      const found = await agendaCollection(t);
      for (const { group, etag } of (await found.since(token))!)
        if (etag === null) etags.delete(group);
        else etags.set(group, etag);
      token = found.token;
      expect(Object.fromEntries(etags)).toEqual(Object.fromEntries((await found.heads()).map(({ group, etag }) => [group, etag])));
    },
  };
}

export const dailySeries = (startDate: string) => ({
  recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "noEnd", startDate, recurrenceTimeZone: "UTC" } },
});
