import { CasementError, definePlugin } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { profilePlugin } from "../../test/plugins/profile.fixture.ts";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

const waitCure = "Casement retries automatically. If this lasts, see the log of the hub.";
const problemOf = (t: TestHost) => t.account.status().problem;
const unreachable = () => new CasementError("graph-unreachable", "Graph did not respond.");

describe("the problem of a signed-in account", () => {
  it("is a plugin that fails, before anything else", async () => {
    const library = createShelves();
    library.readError = unreachable();
    library.discoveryError = unreachable();
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
    expect(problemOf(t)).toEqual({
      code: "plugin-error",
      message: "Library: Graph did not respond.",
      cure: waitCure,
      details: { plugin: "library" },
    });
    library.discoveryError = undefined;
    await t.account.rescan();
    expect(problemOf(t)).toMatchObject({ code: "stale" });
  });

  it("is a plugin that could not start, which only a person can mend", async () => {
    const feeds = { books: { scope: "User.Read", every: () => "soon" as "5m", item: z.object({}), sync: () => undefined } } as const;
    const sensors = {
      shelf: { title: "Shelf", feed: "books", value: z.object({ state: z.number() }), view: () => ({ value: { state: 1 } }) },
    };
    const scopes = { "User.Read": { tier: "read", why: "Read" } } as const;
    const plugin = definePlugin({ id: "library", title: "Library", scopes, feeds, sensors } as never);
    await using t = await createTestHost({ plugins: [{ plugin }] });
    expect(problemOf(t)).toEqual({
      code: "plugin-error",
      message: expect.stringMatching(/^Library: It could not start: /),
      cure: "Correct the plugin's configuration or report it to its author, and restart the hub.",
      details: { plugin: "library", reason: "failed" },
    });
  });

  it("is the clock of the machine, if that is wrong", async () => {
    const clock = createFakeClock();
    const wrong = createFakeClock(new Date(clock.now().getTime() + 10 * 60_000).toISOString());
    await using t = await createTestHost({ plugins: [{ plugin: profilePlugin }], clock, host: { clock: wrong }, signedOut: true });
    const { url } = await t.account.signIn.callback("http://localhost:8365/auth/callback");
    const result = t.emulator.control.entra.signIn(url, { user: "ada@contoso.example" });
    if (!("redirect" in result)) throw new Error("The emulator refused the sign-in.");
    await t.account.signIn.complete(result.redirect);
    await t.host.settled();
    expect(problemOf(t)).toEqual({
      code: "clock-wrong",
      message: expect.stringMatching(/10 min ahead.* Calendar events start and end at the wrong time, and sign-ins can fail\.$/),
      cure: "Set it over the network (on Linux: timedatectl set-ntp true).",
      details: { reason: "ahead", difference: "10 min" },
    });
  });

  it("is that sensors are out of date, with the reason, and an example if there are several", async () => {
    const library = createShelves();
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
    expect(problemOf(t)).toBeUndefined();
    library.readError = unreachable();
    await t.advance("1m");
    const one = "1 of 2 sensors is out of date: Graph did not respond.";
    const cause = { code: "graph-unreachable", message: "Graph did not respond.", details: {} };
    expect(problemOf(t)).toEqual({ code: "stale", message: one, cure: waitCure, details: { count: 1, all: 2, cause } });
    library.syncError = unreachable();
    await t.advance("2m");
    expect(problemOf(t)).toMatchObject({ message: "2 of 2 sensors are out of date: Graph did not respond." });
    library.syncError = new CasementError("graph-error", "Graph is busy.");
    await t.advance("5m");
    expect(problemOf(t)?.message).toMatch(/^2 of 2 sensors are out of date, for example: Graph (did not respond|is busy)\.$/);
    expect(t.account.status().staleSensors).toBe(2);
    library.syncError = undefined;
    library.readError = undefined;
    await t.account.refresh();
    expect(problemOf(t)).toBeUndefined();
  });

  it("is not that a sensor is gone", async () => {
    const library = createShelves();
    library.shelves.set("b", new Map());
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
    library.shelves.delete("b");
    await t.account.rescan();
    expect(problemOf(t)).toBeUndefined();
    library.readError = unreachable();
    await t.advance("1m");
    expect(problemOf(t)?.message).toMatch(/^1 of 2 sensors /);
  });
});

describe("a sensor that waits for its first read", () => {
  it("counts as out of date a minute after the start or the sign-in", async () => {
    // Without its scheduler, the host reads nothing.
    await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }], signedOut: true, mode: "once" });
    await t.advance("5m");
    expect(t.account.status()).toMatchObject({ staleSensors: 0, problem: { code: "signed-out" } });
    await t.signIn();
    const signedInFor = 10_000;
    await t.advance(60_000 - signedInFor - 1);
    expect(t.account.status().staleSensors).toBe(0);
    await t.advance(signedInFor + 1);
    expect(t.account.status().staleSensors).toBe(1);
    expect(problemOf(t)).toMatchObject({ code: "stale", message: "1 of 1 sensors is out of date.", details: { count: 1, all: 1 } });
  });

  it("does not while its plugin reads for the first time", async () => {
    let finish = () => {};
    const secondPage = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const plugin = definePlugin({
      id: "slow",
      title: "Slow",
      scopes: { "User.Read": { tier: "read", why: "Read" } },
      feeds: {
        books: {
          scope: "User.Read",
          every: "1h",
          item: z.object({}),
          async sync({ cursor }) {
            if (cursor === undefined) return { put: { 1: {} }, removed: [], cursor: "2", more: true };
            await secondPage;
            return { put: { 2: {} }, removed: [], cursor: "end" };
          },
        },
      },
      sensors: {
        books: {
          title: "Books",
          feed: "books",
          value: z.object({ state: z.number() }),
          view: ({ items }) => ({ value: { state: items.size } }),
        },
      },
    });
    await using t = await createTestHost({ plugins: [{ plugin }] });
    await t.clock.advance(70_000);
    expect(t.account.status()).toMatchObject({ staleSensors: 0, plugins: [{ syncing: { items: 1 } }] });
    finish();
    await t.host.settled();
    expect(t.account.status().plugins).toEqual([expect.not.objectContaining({ syncing: expect.anything() })]);
    expect(problemOf(t)).toBeUndefined();
  });
});
