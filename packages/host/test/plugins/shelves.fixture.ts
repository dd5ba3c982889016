import { definePlugin, type SensorInstance, service } from "@casement/core";
import * as z from "zod";

const events = { "book-added": z.object({ id: z.string(), origin: z.enum(["casement", "external"]) }) };

/** A library without Graph: each shelf is a key of the feed `books` and a sensor `shelf`; the sensor `visitors` is read at an interval. */
export interface Shelves {
  /** The shelves that the discovery finds, with the titles of their books by id. */
  readonly shelves: Map<string, Map<string, string>>;
  /** One entry for each call of `sync`. */
  readonly rounds: { readonly key: string; readonly cursor: string | undefined; readonly needs: readonly unknown[] }[];
  /** What each shelf's sensor needs from its key. */
  needs: unknown;
  /** The title of shelves, from their id. */
  titleOf(id: string): string;
  /** Whether the next discoveries find only a part of the shelves. */
  incomplete: boolean;
  /** Thrown by `sync`, by the discovery and by the read of visitors. */
  syncError: unknown;
  discoveryError: unknown;
  readError: unknown;
  visitors: number;
  /** How often the visitors were read. */
  reads: number;
  /** Where set, a service adds the book there, so that the shelf shows it late. */
  late: Map<string, string> | undefined;
  /** From this time (ms) a shelf is `old`. */
  oldAt: number | undefined;
}

export function createShelves() {
  const library: Shelves = {
    shelves: new Map([["a", new Map([["1", "Emma"]])]]),
    rounds: [],
    needs: undefined,
    titleOf: (id) => `Shelf ${id}`,
    incomplete: false,
    syncError: undefined,
    discoveryError: undefined,
    readError: undefined,
    visitors: 0,
    reads: 0,
    late: undefined,
    oldAt: undefined,
  };
  const plugin = definePlugin({
    id: "library",
    title: "Library",
    scopes: {
      "User.Read": { tier: "read", why: "Show the shelves" },
      "Tasks.ReadWrite": { tier: "update", why: "Add books" },
    },
    events,
    feeds: {
      books: {
        scope: "User.Read",
        every: "1m",
        item: z.object({ title: z.string() }),
        sync({ key, cursor, needs }) {
          library.rounds.push({ key, cursor, needs });
          if (library.syncError !== undefined) throw library.syncError;
          const put = Object.fromEntries([...(library.shelves.get(key) ?? [])].map(([id, title]) => [id, { title }]));
          return { put, removed: [], cursor: "end", restart: true };
        },
        changed: ({ id, before, after, origin }) => (!before && after ? [{ event: "book-added", payload: { id, origin } }] : []),
      },
    },
    sensors: {
      shelf: {
        title: "Shelf",
        feed: "books",
        value: z.object({ state: z.number(), old: z.boolean(), color: z.string().optional() }),
        instances() {
          if (library.discoveryError !== undefined) throw library.discoveryError;
          const instances = [...library.shelves.keys()].map(
            (id): SensorInstance => ({ id, title: library.titleOf(id), key: id, needs: library.needs, viewData: { color: undefined } }),
          );
          return { instances, incomplete: library.incomplete };
        },
        view({ items, now }) {
          const { oldAt } = library;
          const old = oldAt !== undefined && now.getTime() >= oldAt;
          return { value: { state: items.size, old }, ...(oldAt !== undefined && !old && { until: new Date(oldAt) }) };
        },
      },
      visitors: {
        title: "Visitors",
        scope: "User.Read",
        every: "1m",
        value: z.object({ state: z.number() }),
        read() {
          library.reads++;
          if (library.readError !== undefined) throw library.readError;
          return { state: library.visitors };
        },
      },
    },
    services: {
      "add-book": service({
        events,
        title: "Add a book",
        effect: "add",
        input: z.object({ id: z.string(), title: z.string() }),
        output: z.object({}),
        scope: "Tasks.ReadWrite",
        target: "shelf",
        run({ input, target, markWritten }) {
          (library.late ?? library.shelves.get(target.id))?.set(input.id, input.title);
          markWritten(input.id);
          return {};
        },
      }),
      reorder: service({
        title: "Reorder the shelves",
        input: z.object({}),
        output: z.object({}),
        scope: "User.Read",
        touches: ["books", "shelf"],
        run: () => ({}),
      }),
      "count-visitor": service({
        title: "Count a visitor",
        input: z.object({}),
        output: z.object({}),
        scope: "User.Read",
        touches: ["visitors"],
        run() {
          library.visitors++;
          return {};
        },
      }),
    },
  });
  return Object.assign(library, { plugin });
}
