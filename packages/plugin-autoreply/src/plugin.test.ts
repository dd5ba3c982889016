import { definitionOf } from "@casement/core";
import { createTestHost, type TestHost, type TestHostOptions, testPlugin } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { autoreplyPlugin } from "./plugin.ts";

const ada = "ada@contoso.example";

/** A signed-in host with this plugin alone; the clock begins on Monday 2026-03-02, 08:00 UTC. */
const autoreplyHost = (options: Partial<TestHostOptions> = {}): Promise<TestHost> =>
  createTestHost({ plugins: [{ plugin: autoreplyPlugin }], ...options });

const sensor = (t: TestHost) => t.sensor("autoreply/autoreply");
const call = (t: TestHost, service: string, input: object = {}): Promise<any> => t.account.call(`autoreply/${service}`, { ...input });
const changes = (t: TestHost): any[] => t.events.filter(({ type }) => type === "autoreply/changed").map(({ payload }) => payload);
const setting = (t: TestHost) => t.emulator.control.mailboxSettings.get(ada).automaticRepliesSetting;
const outside = (t: TestHost, more: object) =>
  t.emulator.control.mailboxSettings.set(ada, {
    automaticRepliesSetting: { status: "alwaysEnabled", internalReplyMessage: "Away", ...more },
  });
const calls = (t: TestHost) => t.emulator.control.counters.report().calls;

describe("the sensor", () => {
  it("BUG (an account with only auto-reply sensors gets nothing): works as the only plugin, with MailboxSettings.Read alone", async () => {
    await using t = await autoreplyHost({ account: { enableUpdate: false } });
    outside(t, { externalReplyMessage: "<p>Gone<br>fishing &amp; more</p>", externalAudience: "ContactsOnly" });
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

  it("reads every 300 s, only the automatic replies", async () => {
    await using t = await autoreplyHost();
    t.emulator.control.counters.reset();
    await t.advance("1h");
    const report = calls(t);
    expect(Object.keys(report)).toEqual(["GET /me/mailboxSettings/automaticRepliesSetting"]);
    expect(report["GET /me/mailboxSettings/automaticRepliesSetting"]!.units).toBe(12);
  });

  it("shows a switch to surfaces that know no plugin: its first state is off, its control takes no input", async () => {
    await using t = await autoreplyHost();
    const { sensors } = definitionOf(autoreplyPlugin);
    expect(sensors!.autoreply!.present).toMatchObject({
      kind: "enum",
      options: ["disabled", "always-enabled", "scheduled"],
      control: { on: "enable", off: "disable" },
    });
    outside(t, { status: "disabled", externalReplyMessage: "Out" });
    await call(t, "enable");
    expect(sensor(t)).toMatchObject({ state: "always-enabled", attributes: { internalReply: "Away", externalReply: "Out" } });
    await call(t, "disable");
    expect(sensor(t).state).toBe("disabled");
  });
});

describe("enable and disable", () => {
  it("with one text for both; a write shows at once", async () => {
    await using t = await autoreplyHost();
    const text = "I am away.\nAsk <ben@contoso.example> & be patient.";
    const answer = await call(t, "enable", { text, audience: "all" });
    expect(answer).toEqual({ state: "always-enabled", internalReply: text, externalReply: text, audience: "all" });
    expect(sensor(t)).toMatchObject({ state: "always-enabled", attributes: { internalReply: text } });
    expect(setting(t).externalReplyMessage).toContain("away.<br>Ask &lt;ben");
  });

  it("with two texts, or one kept; disable keeps both", async () => {
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

  it("BUG (start or end alone crashed): an end alone starts now, a start alone is refused with the reason", async () => {
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
      [{ end: "Friday" }, "must be a date-time"],
      [{ end: "2026-03-06T17:00", timeZone: "Mars/Base" }, "is no time zone"],
      [{ message: "x" }, "message"],
    ] as const)
      await expect(call(t, "enable", { text: "Away", ...input })).rejects.toMatchObject({
        code: "input-invalid",
        message: expect.stringContaining(words),
      });
  });

  it("without any text there or given, says that one is needed", async () => {
    await using t = await autoreplyHost();
    await expect(call(t, "enable")).rejects.toMatchObject({ code: "input-invalid", message: expect.stringContaining("text: is needed") });
    expect(setting(t).status).toBe("disabled");
  });

  it("without any text takes the config's, and only then", async () => {
    await using t = await autoreplyHost({ plugins: [{ plugin: autoreplyPlugin, config: { defaultText: "Away.\nBack < Friday" } }] });
    const texts = { internalReply: "Away.\nBack < Friday", externalReply: "Away.\nBack < Friday" };
    expect(await call(t, "enable")).toMatchObject({ state: "always-enabled", ...texts });
    expect(setting(t).externalReplyMessage).toContain("Away.<br>Back &lt; Friday");
    await call(t, "enable", { internalReply: "In" });
    await call(t, "disable");
    expect(await call(t, "enable")).toMatchObject({ internalReply: "In", externalReply: texts.externalReply });
  });

  it("really answer, within the schedule", async () => {
    await using t = await autoreplyHost();
    const { mail } = t.emulator.control;
    await call(t, "enable", { text: "Back on Friday", audience: "all", start: "2026-03-02T10:00", end: "2026-03-02T12:00" });
    const answers = async (sender: string) => {
      mail.deliver({ from: sender, to: ada, subject: "Hello" });
      return mail.sentOutside().length;
    };
    expect(await answers("one@far.example")).toBe(0);
    await t.advance("1h");
    expect(await answers("two@far.example")).toBe(1);
    await t.advance("2h");
    expect(await answers("three@far.example")).toBe(1);
  });
});

describe("times", () => {
  it.each([
    // zone, start, end as written; start, end as shown. Each has a change of the clocks between or around them.
    ["Europe/Berlin", "2026-03-28T09:00", "2026-03-29T02:30", "2026-03-28T09:00:00+01:00", "2026-03-29T03:30:00+02:00"],
    ["America/New_York", "2026-03-07T09:00", "2026-03-08T09:00", "2026-03-07T09:00:00-05:00", "2026-03-08T09:00:00-04:00"],
    ["Australia/Lord_Howe", "2026-04-04T12:00", "2026-04-05T12:00", "2026-04-04T12:00:00+11:00", "2026-04-05T12:00:00+10:30"],
    ["Asia/Kathmandu", "2026-03-28T09:00", "2026-03-29T09:00", "2026-03-28T09:00:00+05:45", "2026-03-29T09:00:00+05:45"],
    ["America/Santiago", "2026-04-04T23:30", "2026-04-05T09:00", "2026-04-04T23:30:00-03:00", "2026-04-05T09:00:00-04:00"],
  ])("in %s are right over a DST day", async (timeZone, start, end, shownStart, shownEnd) => {
    await using t = await autoreplyHost({ account: { timeZone } });
    const answer = await call(t, "enable", { text: "Away", start, end });
    expect([answer.start, answer.end]).toEqual([shownStart, shownEnd]);
    expect(sensor(t).attributes).toMatchObject({ start: shownStart, end: shownEnd });
    expect(setting(t).scheduledStartDateTime).toEqual({
      dateTime: new Date(shownStart).toISOString().replace("Z", "0000"),
      timeZone: "UTC",
    });
  });

  it("are read in the zone given, or by their offset, and shown in the account's", async () => {
    await using t = await autoreplyHost();
    const timeZone = "America/New_York";
    const answer = await call(t, "enable", { text: "Away", start: "2026-03-09T09:00", end: "2026-03-10T00:00Z", timeZone });
    expect([answer.start, answer.end]).toEqual(["2026-03-09T14:00:00+01:00", "2026-03-10T01:00:00+01:00"]);
  });
});

describe("changed", () => {
  it("BUG (no event, shown at the next poll only): is raised once, says whose change it was, and keeps texts to itself", async () => {
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
    outside(t, { status: "disabled", internalReplyMessage: "Hush too" });
    await t.advance("5m");
    expect(changes(t).slice(1)).toMatchObject([{ after: { state: "disabled" }, textsChanged: true, origin: "external" }]);
    expect(JSON.stringify([t.events, t.log])).not.toContain("Hush");
  });

  it("is not raised at start, nor by a restart; what changed meanwhile is told once", async () => {
    await using t = await autoreplyHost();
    await using same = await t.restart();
    await same.advance("10m");
    expect(changes(same)).toEqual([]);
    outside(same, {});
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

it("with a shared mailbox, which the permission does not reach, says so and asks for nothing", async () => {
  await using t = await autoreplyHost({ account: { sharedMailbox: "office@contoso.example" }, signedOut: true });
  expect(t.account.scopes().problems).toMatchObject([{ plugin: "autoreply", message: expect.stringMatching(/shared mailbox/i) }]);
  expect(t.account.scopes().requested.join()).not.toContain("MailboxSettings");
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
