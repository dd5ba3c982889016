import { definitionOf } from "@casement/core";
import { createTestHost, type TestHost, type TestHostOptions, testPlugin } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { autoreplyPlugin } from "./plugin.ts";

const ada = "ada@contoso.example";

/** A signed-in host with only this plugin. The clock begins on Monday 2026-03-02 at 08:00 UTC. */
const autoreplyHost = (options: Partial<TestHostOptions> = {}): Promise<TestHost> =>
  createTestHost({ plugins: [{ plugin: autoreplyPlugin }], ...options });

const sensor = (t: TestHost) => t.sensor("autoreply/autoreply");
const call = (t: TestHost, service: string, input: object = {}): Promise<any> => t.account.call(`autoreply/${service}`, { ...input });
const changes = (t: TestHost): any[] => t.events.filter(({ type }) => type === "autoreply/changed").map(({ payload }) => payload);
const setting = (t: TestHost) => t.emulator.control.mailboxSettings.get(ada).automaticRepliesSetting;
/** Changes the setting in Outlook. */
const changeInOutlook = (t: TestHost, more: object) =>
  t.emulator.control.mailboxSettings.set(ada, {
    automaticRepliesSetting: { status: "alwaysEnabled", internalReplyMessage: "Away", ...more },
  });
const calls = (t: TestHost) => t.emulator.control.counters.report().calls;

describe("the sensor", () => {
  it("works as the only plugin of an account, with only MailboxSettings.Read", async () => {
    await using t = await autoreplyHost({ account: { enableUpdate: false } });
    changeInOutlook(t, { externalReplyMessage: "<p>Gone<br>fishing &amp; more</p>", externalAudience: "ContactsOnly" });
    await t.advance("301s");
    expect(sensor(t)).toMatchObject({
      state: "always-enabled",
      attributes: { internalReply: "Away", externalReply: "Gone\nfishing & more", audience: "contactsOnly" },
    });
    expect(sensor(t).attributes).not.toHaveProperty("start");
    const scopes = new Set(t.emulator.directory.grants().flatMap((grant) => grant.scopes));
    expect([scopes.has("MailboxSettings.Read"), scopes.has("MailboxSettings.ReadWrite")]).toEqual([true, false]);
    await expect(call(t, "disable")).rejects.toMatchObject({ code: "service-refused" });
  });

  it.each([
    null,
    "x",
    { status: 1, externalAudience: {}, internalReplyMessage: null, externalReplyMessage: 7 },
    { status: "scheduled", scheduledStartDateTime: { dateTime: "soon" }, scheduledEndDateTime: "x", internalReplyMessage: "Away" },
    { status: "somethingNew", externalAudience: "aliens", scheduledStartDateTime: null },
    { status: "constructor", externalAudience: "__proto__" },
    ...["2026-02-30T00:00:00", "Nov 1 2026", "2026"].map((dateTime) => ({
      status: "scheduled",
      scheduledStartDateTime: { dateTime, timeZone: "__proto__" },
      scheduledEndDateTime: { dateTime: "2026-11-01T00:00:00", timeZone: "constructor" },
    })),
  ])("shows %j as far as it goes", async (odd) => {
    await using t = await autoreplyHost();
    const { fetch } = t.emulator;
    const answer = (body: any): unknown =>
      body?.responses
        ? { responses: body.responses.map((part: any) => ({ ...part, body: answer(part.body) })) }
        : body?.status
          ? odd
          : body;
    Object.assign(t.emulator, {
      async fetch(input: string, init: RequestInit): Promise<Response> {
        const response = await fetch(input, init);
        const text = await response.text();
        return new Response(/^[[{]/.test(text) ? JSON.stringify(answer(JSON.parse(text))) : text, response);
      },
    });
    await t.advance("301s");
    expect(sensor(t)).toMatchObject({ state: expect.stringMatching(/^(disabled|scheduled)$/), stale: false });
  });

  it("reads only the automatic replies, every 300 s", async () => {
    await using t = await autoreplyHost();
    t.emulator.control.counters.reset();
    await t.advance("1h");
    const report = calls(t);
    expect(Object.keys(report)).toEqual(["GET /me/mailboxSettings/automaticRepliesSetting"]);
    expect(report["GET /me/mailboxSettings/automaticRepliesSetting"]!.units).toBe(12);
  });

  it("presents a switch whose first state is off and whose services need no input", async () => {
    await using t = await autoreplyHost();
    const { sensors } = definitionOf(autoreplyPlugin);
    expect(sensors!.autoreply!.present).toMatchObject({
      kind: "enum",
      options: ["disabled", "always-enabled", "scheduled"],
      control: { on: "enable", off: "disable" },
    });
    changeInOutlook(t, { status: "disabled", externalReplyMessage: "Out" });
    await call(t, "enable");
    expect(sensor(t)).toMatchObject({ state: "always-enabled", attributes: { internalReply: "Away", externalReply: "Out" } });
    await call(t, "disable");
    expect(sensor(t).state).toBe("disabled");
  });
});

describe("enable and disable", () => {
  it("use one text for both audiences, and the sensor shows it immediately", async () => {
    await using t = await autoreplyHost();
    const text = "I am away.\nAsk <ben@contoso.example> & be patient.";
    const output = await call(t, "enable", { text, audience: "all" });
    expect(output).toEqual({ state: "always-enabled", internalReply: text, externalReply: text, audience: "all" });
    expect(sensor(t)).toMatchObject({ state: "always-enabled", attributes: { internalReply: text } });
    expect(setting(t).externalReplyMessage).toContain("away.<br>Ask &lt;ben");
  });

  it("use two texts, keep an omitted one, and disable keeps both", async () => {
    await using t = await autoreplyHost();
    await call(t, "enable", { internalReply: "In", externalReply: "Out", audience: "none" });
    await call(t, "enable", { externalReply: "Further out" });
    expect(await call(t, "disable")).toMatchObject({
      state: "disabled",
      internalReply: "In",
      externalReply: "Further out",
      audience: "none",
    });
    await call(t, "enable", { text: "<p>One <b>text</b></p>", externalReply: "Other", html: true });
    expect(sensor(t).attributes).toMatchObject({ internalReply: "One text", externalReply: "Other" });
    expect(setting(t).internalReplyMessage).toContain("<b>text</b>");
  });

  it("start now if only an end is given, and refuse invalid times with the reason", async () => {
    await using t = await autoreplyHost();
    await call(t, "enable", { text: "Away", end: "2026-03-06T17:00" });
    expect(sensor(t)).toMatchObject({
      state: "scheduled",
      attributes: { start: expect.stringMatching(/^2026-03-02T09:00:\d\d\+01:00$/), end: "2026-03-06T17:00:00+01:00" },
    });
    for (const [input, words] of [
      [{ start: "2026-03-06T17:00" }, "end"],
      [{ start: "2026-03-06T17:00", end: "2026-03-06T17:00" }, "end: is not after start"],
      [{ end: "2026-03-01T17:00" }, "end: is in the past"],
      [{ end: "soon" }, "must be a date"],
      [{ end: "Friday" }, "needs a time"],
      [{ end: "2026-03-06T17:00", timeZone: "Mars/Base" }, "is not a known time zone"],
      [{ message: "x" }, "message"],
    ] as const)
      await expect(call(t, "enable", { text: "Away", ...input })).rejects.toMatchObject({
        code: "input-invalid",
        message: expect.stringContaining(words),
      });
  });

  it("refuse to turn on replies if there is no text at all", async () => {
    await using t = await autoreplyHost();
    await expect(call(t, "enable")).rejects.toMatchObject({ code: "input-invalid", message: expect.stringContaining("text: is required") });
    expect(setting(t).status).toBe("disabled");
  });

  it("use defaultText only if there is no other text", async () => {
    await using t = await autoreplyHost({ plugins: [{ plugin: autoreplyPlugin, config: { defaultText: "Away.\nBack < Friday" } }] });
    const texts = { internalReply: "Away.\nBack < Friday", externalReply: "Away.\nBack < Friday" };
    expect(await call(t, "enable")).toMatchObject({ state: "always-enabled", ...texts });
    expect(setting(t).externalReplyMessage).toContain("Away.<br>Back &lt; Friday");
    await call(t, "enable", { internalReply: "In" });
    await call(t, "disable");
    expect(await call(t, "enable")).toMatchObject({ internalReply: "In", externalReply: texts.externalReply });
  });

  it("send replies only within the schedule", async () => {
    await using t = await autoreplyHost();
    const { mail } = t.emulator.control;
    await call(t, "enable", { text: "Back on Friday", audience: "all", start: "2026-03-02T10:00", end: "2026-03-02T12:00" });
    const repliesAfterMailFrom = (sender: string) => {
      mail.deliver({ from: sender, to: ada, subject: "Hello" });
      return mail.sent().length;
    };
    expect(repliesAfterMailFrom("one@far.example")).toBe(0);
    await t.advance("1h");
    expect(repliesAfterMailFrom("two@far.example")).toBe(1);
    await t.advance("2h");
    expect(repliesAfterMailFrom("three@far.example")).toBe(1);
  });
});

describe("times", () => {
  it.each([
    // Time zone, start and end as given, start and end as shown. The clock changes between or near the two.
    ["Europe/Berlin", "2026-03-28T09:00", "2026-03-29T03:30", "2026-03-28T09:00:00+01:00", "2026-03-29T03:30:00+02:00"],
    ["America/New_York", "2026-03-07T09:00", "2026-03-08T09:00", "2026-03-07T09:00:00-05:00", "2026-03-08T09:00:00-04:00"],
    ["Australia/Lord_Howe", "2026-04-04T12:00", "2026-04-05T12:00", "2026-04-04T12:00:00+11:00", "2026-04-05T12:00:00+10:30"],
    ["Asia/Kathmandu", "2026-03-28T09:00", "2026-03-29T09:00", "2026-03-28T09:00:00+05:45", "2026-03-29T09:00:00+05:45"],
    ["America/Santiago", "2026-04-04T23:30", "2026-04-05T09:00", "2026-04-04T23:30:00-03:00", "2026-04-05T09:00:00-04:00"],
  ])("in %s are right across a change of the clock", async (timeZone, start, end, shownStart, shownEnd) => {
    await using t = await autoreplyHost({ account: { timeZone } });
    const output = await call(t, "enable", { text: "Away", start, end });
    expect([output.start, output.end]).toEqual([shownStart, shownEnd]);
    expect(sensor(t).attributes).toMatchObject({ start: shownStart, end: shownEnd });
    expect(setting(t).scheduledStartDateTime).toEqual({
      dateTime: new Date(shownStart).toISOString().replace("Z", "0000"),
      timeZone: "UTC",
    });
  });

  it("are read in the given time zone or by their offset, and shown in the account's time zone", async () => {
    await using t = await autoreplyHost();
    const timeZone = "America/New_York";
    const output = await call(t, "enable", { text: "Away", start: "2026-03-09T09:00", end: "2026-03-10T00:00Z", timeZone });
    expect([output.start, output.end]).toEqual(["2026-03-09T14:00:00+01:00", "2026-03-10T01:00:00+01:00"]);
  });
});

describe("the event changed", () => {
  it("is raised once per change, with its origin and without the texts", async () => {
    await using t = await autoreplyHost();
    await call(t, "enable", { text: "Hush" });
    expect(changes(t)).toEqual([
      {
        before: { state: "disabled", audience: "all" },
        after: { state: "always-enabled", audience: "all" },
        textsChanged: true,
        origin: "casement",
      },
    ]);
    await call(t, "enable", { text: "Hush" });
    await t.advance("10m");
    expect(changes(t)).toHaveLength(1);
    changeInOutlook(t, { status: "disabled", internalReplyMessage: "Hush too" });
    await t.advance("5m");
    expect(changes(t).slice(1)).toMatchObject([{ after: { state: "disabled" }, textsChanged: true, origin: "external" }]);
    expect(JSON.stringify([t.events, t.log])).not.toContain("Hush");
  });

  it("is not raised by a start or restart, but once for a change while the hub was off", async () => {
    await using t = await autoreplyHost();
    await using same = await t.restart();
    await same.advance("10m");
    expect(changes(same)).toEqual([]);
    changeInOutlook(same, {});
    await using later = await same.restart();
    await later.advance("10m");
    expect(changes(later)).toMatchObject([{ after: { state: "always-enabled" }, origin: "external" }]);
  });
});

it("works with a personal account", async () => {
  await using t = await autoreplyHost({ account: { accountType: "personal" } });
  expect(await call(t, "enable", { text: "Away" })).toMatchObject({ state: "always-enabled" });
  expect(sensor(t).state).toBe("always-enabled");
});

it("reports that the permission does not cover a shared mailbox, and requests nothing", async () => {
  await using t = await autoreplyHost({ account: { sharedMailbox: "office@contoso.example" }, signedOut: true });
  expect((await t.account.scopes()).problems).toMatchObject([{ plugin: "autoreply", message: expect.stringMatching(/shared mailbox/i) }]);
  expect((await t.account.scopes()).requested.join()).not.toContain("MailboxSettings");
});

it("accepts other names of a field, marks the texts as private, and says that others receive the replies", async () => {
  await using t = await autoreplyHost();
  expect(await call(t, "enable", { message: "Away", until: "2026-03-06T17:00" })).toMatchObject({
    state: "scheduled",
    internalReply: "Away",
  });
  expect((await t.host.plugins()).find(({ id }) => id === "autoreply")?.privatePaths).toEqual({
    sensors: { autoreply: ["internalReply", "externalReply"] },
    events: { changed: [] },
  });
  const effects = (await t.host.services()).filter(({ id }) => id.startsWith("autoreply/"));
  expect(effects.map(({ id, effect, reachesOthers }) => [id, effect, reachesOthers])).toEqual([
    ["autoreply/enable", "change", "always"],
    ["autoreply/disable", "change", "never"],
  ]);
});

testPlugin(autoreplyPlugin, {
  arrange({ control }, user) {
    control.mailboxSettings.set(user, {
      automaticRepliesSetting: { internalReplyMessage: "Ask the front desk", externalReplyMessage: "I return in May" },
    });
    return ["Ask the front desk", "I return in May"];
  },
  change: ({ control }, user) => control.mailboxSettings.set(user, { automaticRepliesSetting: { status: "alwaysEnabled" } }),
  snapshot: ({ control }, user) => control.mailboxSettings.get(user),
  services: { enable: { text: "Away until Monday", start: "2026-03-06T17:00", end: "2026-03-09T08:00" }, disable: {} },
});
