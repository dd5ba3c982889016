import { describe, expect, it } from "vitest";
import { buildDeltaPage, presentTombstone } from "./delta-page.ts";
import { createDeltaTokens } from "./delta-tokens.ts";
import { parseQuery } from "./odata/parse-query.ts";
import { parsePreferHeader } from "./prefer-header.ts";
import type { GraphRequest } from "./route.ts";
import { Collection } from "./store/collection.ts";

/** Entries with several items each, like the occurrences of a series in a calendar. */
function series(tombstones = 100) {
  let made = 0;
  const source = new Collection<number>({ now: () => new Date(0), newId: () => `s${++made}`, tombstones });
  const tokens = createDeltaTokens();
  const page = (link: string, size = 2): { ids: string[]; next: string; more: boolean } => {
    const url = new URL(link, "https://graph.example/v1.0/");
    const request = {
      mailboxUser: { id: "ada" },
      query: parseQuery(url.searchParams),
      prefer: parsePreferHeader(`odata.maxpagesize=${size}`),
      origin: url.origin,
      rawPath: url.pathname.replace("/v1.0", ""),
    } as unknown as GraphRequest;
    const { body } = buildDeltaPage(request, {
      tokens,
      source,
      name: "series",
      context: "Collection(event)",
      defaultPageSize: 10,
      maxPageSize: 100,
      items: ({ key, removed, value }) =>
        Array.from({ length: value }, (_, index) => (removed ? presentTombstone(`${key}.${index}`) : { id: `${key}.${index}` })),
    }) as any;
    const ids = body.value.map((item: any) => (item["@removed"] ? `-${item.id}` : item.id));
    return { ids, next: body["@odata.nextLink"] ?? body["@odata.deltaLink"], more: "@odata.nextLink" in body };
  };
  return { source, tokens, page };
}

describe("delta", () => {
  it("splits an entry with many items over pages", () => {
    const { source, page } = series();
    source.add(3);
    source.add(0);
    source.add(2);
    const pages = [page("series")];
    while (pages.at(-1)!.more) pages.push(page(pages.at(-1)!.next));
    expect(pages.map(({ ids }) => ids)).toEqual([["s1.0", "s1.1"], ["s1.2", "s3.0"], ["s3.1"]]);
    const link = pages.at(-1)!.next;
    expect(page(link)).toEqual({ ids: [], next: link, more: false });
    source.remove("s3");
    expect(page(link).ids).toEqual(["-s3.0", "-s3.1"]);
  });

  it("ends a round whose last page is exactly full without an additional empty page", () => {
    const { source, page } = series();
    source.add(2);
    expect(page("series").more).toBe(false);
  });

  it("requires a new full round once removed items are no longer known", () => {
    const { source, page } = series(1);
    for (let count = 0; count < 4; count++) source.add(1);
    const { next } = page("series", 10);
    source.remove("s1");
    expect(page(next).ids).toEqual(["-s1.0"]);
    source.remove("s2");
    expect(() => page(next)).toThrow(/sync state generation is not found/);
    expect(page("series", 10).ids).toEqual(["s3.0", "s4.0"]);
  });

  it("returns the same link for the same position, also after other links expired", () => {
    const { source, page, tokens } = series();
    source.add(1);
    const { next } = page("series");
    tokens.expire("ben");
    expect(page(next).ids).toEqual([]);
    tokens.expire();
    expect(() => page(next)).toThrow(/generation/);
    const fresh = page("series").next;
    expect(page(fresh).next).toBe(fresh);
  });
});
