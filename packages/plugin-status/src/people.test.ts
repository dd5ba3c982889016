import { describe, expect, it } from "vitest";
import { ben, cho, presenceChangesOf, requestsOf, statusHost } from "../test/status.fixture.ts";
import { statusPlugin } from "./plugin.ts";

const configured = (config: object) => ({ plugins: [{ plugin: statusPlugin, config }] });

describe("other people's presence", () => {
  it("is read in one request with the own presence, and IDs are looked up once", async () => {
    await using t = await statusHost({ people: [ben, { user: cho, name: "The boss" }] });
    expect(t.host.index().map(({ id }) => id)).toEqual(
      expect.arrayContaining(["home/status/status", "home/status/ben-ito", "home/status/the-boss"]),
    );
    t.emulator.control.counters.reset();
    t.emulator.control.presence.set(cho, { availability: "DoNotDisturb", activity: "Presenting" });
    await t.advance("60s");
    expect(requestsOf(t)).toEqual({ "POST /communications/getPresencesByUserId": 4 });
    expect(t.sensor("status/the-boss")).toMatchObject({ state: "Presenting", attributes: { availability: "DoNotDisturb" } });
    expect(t.sensor("status/status").state).toBe("Available");
    expect(presenceChangesOf(t)).toMatchObject([
      { name: "The boss", own: false, before: { activity: "Offline" }, after: { activity: "Presenting" } },
    ]);
  });

  it("can be shown without the own presence; Presence.Read.All replaces Presence.Read", async () => {
    await using t = await statusHost({ own: false, people: [ben] });
    expect((await t.account.scopes()).requested).toEqual(["Presence.Read.All", "User.Read", "User.ReadBasic.All", "offline_access"]);
    t.emulator.control.presence.set(ben, { availability: "Busy", activity: "InACall" });
    await t.advance("15s");
    expect(t.sensor("status/ben-ito").state).toBe("InACall");
    expect(() => t.sensor("status/status")).toThrow("sensor");
    expect((await t.host.services()).find(({ id }) => id === "status/set-presence")?.offered).toBe(false);
  });

  it("is shown even if another person cannot be found", async () => {
    await using t = await statusHost({ people: ["nobody@contoso.example", ben] });
    expect(t.sensor("status/ben-ito").state).toBe("Offline");
    expect(t.sensor("status/status").state).toBe("Available");
    expect(t.log.filter((line) => line.includes("people.0: there is no such user"))).not.toEqual([]);
    expect(t.log.join("\n")).not.toContain("nobody@");
  });

  it("appears with the next rescan after a failed lookup", async () => {
    await using t = await statusHost({ people: [ben] }, { signedOut: true });
    expect(t.sensor("status/ben-ito").state).toBe("Offline");
    t.emulator.directory.addUser({ userPrincipalName: "dee@contoso.example", displayName: "Dee" });
    await using more = await t.restart(configured({ people: [ben, "dee@contoso.example"] }));
    more.emulator.control.faults.add({ path: "/users/*", status: 500 });
    await more.account.rescan().catch(() => {});
    expect(more.sensor("status/ben-ito").state).toBe("Offline");
    more.emulator.control.faults.clear();
    await more.account.rescan();
    expect(more.sensor("status/dee").state).toBe("Offline");
  });

  it("is found once by mail address or ID, also with an apostrophe", async () => {
    await using t = await statusHost({ people: [] }, {});
    const { directory, control } = t.emulator;
    const { id } = directory.addUser({
      userPrincipalName: "dara@contoso.example",
      mail: "dara.o'shea@contoso.example",
      displayName: "Dara O'Shea",
    });
    control.presence.set(id, { availability: "Away" });
    const people = [{ user: id, name: "By id" }, "dara.o'shea@contoso.example", "gone.o'shea@contoso.example"];
    await using again = await t.restart({ ...configured({ people }), signedOut: true });
    await again.signIn();
    expect(again.host.index().map(({ id }) => id)).toEqual(["home/status/status", "home/status/by-id"]);
    expect(again.sensor("status/by-id").state).toBe("Away");
  });

  it("is looked up on request, and people who are not found are listed", async () => {
    await using t = await statusHost({ people: [ben] });
    t.emulator.control.presence.set(cho, { availability: "Busy", activity: "InACall" });
    const output = await t.account.call("status/get-presence", { people: [cho, "nobody@contoso.example", ben] });
    expect(output).toMatchObject({
      people: [
        { person: cho, name: "Cho Lin", activity: "InACall" },
        { person: ben, activity: "Offline" },
      ],
      notFound: ["nobody@contoso.example"],
    });
  });

  it("reads every address of a text, and refuses what is not an address", async () => {
    await using t = await statusHost({ people: [ben] });
    const call = (...people: string[]): Promise<any> => t.account.call("status/get-presence", { people });
    expect((await call(`"Ito, Ben" <${ben}>, ${cho}`)).people.map(({ person }: any) => person)).toEqual([ben, cho]);
    await expect(call(ben, `Ito, Ben <${ben}>`)).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining("people.1: part 1 of 2 is not an email address"),
    });
  });

  it.each(["$count", "delta", " ", "a/b", "x(1)", "me?"])("refuses %j, which is no user", async (person) => {
    await using t = await statusHost({ people: [ben] });
    await expect(t.account.call("status/get-presence", { people: [ben, person] })).rejects.toMatchObject({
      code: "input-invalid",
      details: { issues: [{ path: "people.1" }] },
    });
  });

  it.each<[string, (presence: any) => unknown]>([
    ["is null", () => null],
    ["has no ID", ({ id: _, ...rest }) => rest],
    [
      "has numbers for texts",
      (presence) => ({ ...presence, activity: 1, availability: 2, statusMessage: 3, outOfOfficeSettings: 4, workLocation: 5 }),
    ],
    [
      "has odd texts",
      (presence) => ({
        ...presence,
        statusMessage: { message: 1, expiryDateTime: { dateTime: "soon", timeZone: 2 } },
        outOfOfficeSettings: { isOutOfOffice: "x", message: {} },
      }),
    ],
    ...["2026-02-30T00:00:00", "2026-11-01T24:00:00", "Nov 1 2026"].map((dateTime): [string, (presence: any) => unknown] => [
      `has the time ${dateTime}`,
      (presence) => ({ ...presence, statusMessage: { message: { content: "x" }, expiryDateTime: { dateTime, timeZone: "__proto__" } } }),
    ]),
    ["has an ID in capital letters", (presence) => ({ ...presence, id: presence.id.toUpperCase() })],
  ])("of one person that %s does not stop the others", async (_, change) => {
    await using t = await statusHost({ own: false, people: [ben, cho] });
    const benId = t.emulator.directory.user(ben)!.id;
    const { fetch } = t.emulator;
    const walk = (value: any): unknown => {
      if (Array.isArray(value)) return value.map(walk);
      if (typeof value !== "object" || value === null) return value;
      if (value.id === benId && "activity" in value) return change(value);
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, walk(entry)]));
    };
    Object.assign(t.emulator, {
      async fetch(input: string, init: RequestInit): Promise<Response> {
        const response = await fetch(input, init);
        const text = await response.text();
        return new Response(/^[[{]/.test(text) ? JSON.stringify(walk(JSON.parse(text))) : text, response);
      },
    });
    t.emulator.control.presence.set(cho, { availability: "Busy", activity: "InACall" });
    await t.advance("30s");
    expect(t.sensor("status/cho-lin")).toMatchObject({ state: "InACall", stale: false });
    Object.assign(t.emulator, { fetch });
    await t.advance("30s");
    expect(t.sensor("status/ben-ito")).toMatchObject({ state: "Offline", stale: false });
  });

  it("is read in two requests for more than 650 people", async () => {
    await using t = await statusHost({ own: false, people: [] }, { signedOut: true });
    const people = Array.from({ length: 651 }, (_, number) => {
      const { id } = t.emulator.directory.addUser({ userPrincipalName: `u${number}@contoso.example` });
      return { user: id, name: `U${number}` };
    });
    await using many = await t.restart(configured({ own: false, people }));
    await many.signIn();
    many.emulator.control.counters.reset();
    await many.advance("15s");
    expect(requestsOf(many)).toMatchObject({ "POST /communications/getPresencesByUserId": 2 });
    expect(many.sensor("status/u650").state).toBe("Offline");
  });

  it("is not available for a personal account", async () => {
    await using t = await statusHost({}, { account: { accountType: "personal" } });
    expect(t.account.status().plugins[0]).toMatchObject({ access: "off", reason: expect.stringContaining("work or school account") });
  });
});
