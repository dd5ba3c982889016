import { describe, expect, it } from "vitest";
import { ada, bob, callService, createMailHost, deliverToAda, mailControl, payloadsOf, stateOf } from "../email.fixture.ts";

const received = (t: Parameters<typeof payloadsOf>[0]) => payloadsOf(t, "message-received").map(({ subject }) => subject);
const two = {
  sensors: [
    { name: "Inbox", preview: true },
    { name: "Archive", folder: "archive" },
  ],
};

describe("message-received (there was no event for a new mail)", () => {
  it("comes once, within the interval, with what a rule needs", async () => {
    await using t = await createMailHost({ config: two });
    deliverToAda(t, { subject: "News", text: "Hello there", importance: "high" });
    await t.advance("30s");
    await t.advance("5m");
    expect(payloadsOf(t, "message-received")).toEqual([
      {
        id: expect.any(String),
        conversationId: expect.any(String),
        webLink: expect.any(String),
        folder: expect.any(String),
        subject: "News",
        from: { name: "Eve Holm", address: "eve@elsewhere.example" },
        receivedDateTime: "2026-03-02T08:00:10Z",
        isRead: false,
        hasAttachments: false,
        importance: "high",
        preview: "Hello there",
        origin: "external",
      },
    ]);
  });

  it("is not raised for what was there at the first look, however new", async () => {
    await using t = await createMailHost({ config: two, signedOut: true });
    deliverToAda(t);
    await t.signIn();
    await t.advance("5m");
    expect(stateOf(t)).toBe(1);
    expect(received(t)).toEqual([]);
  });

  it("a message that is moved, flagged, read or categorised is no news, old or a minute old", async () => {
    await using t = await createMailHost({ config: two });
    let id = deliverToAda(t);
    await t.advance("30s");
    id = mailControl(t).moveMessage(ada, id, "archive");
    await t.advance("30s");
    id = mailControl(t).moveMessage(ada, id, "inbox");
    await t.advance("30s");
    mailControl(t).changeMessage(ada, id, { isRead: true, flag: { flagStatus: "flagged" }, categories: ["Blue"] });
    await t.advance("1h");
    id = mailControl(t).moveMessage(ada, id, "archive");
    await t.advance("30s");
    expect(received(t)).toEqual(["News"]);
  });

  it("a message that arrived just before the start and is then moved is no news", async () => {
    await using t = await createMailHost({ config: two, signedOut: true });
    const id = deliverToAda(t);
    await t.signIn();
    mailControl(t).moveMessage(ada, id, "archive");
    await t.advance("1m");
    expect(stateOf(t, "archive")).toBe(1);
    expect(received(t)).toEqual([]);
  });

  it("one that a service moves is no news", async () => {
    await using t = await createMailHost({ config: two });
    deliverToAda(t);
    await t.advance("30s");
    await callService(t, "move", { ids: payloadsOf(t, "message-received")[0].id, folder: "archive" });
    await t.advance("1m");
    expect([stateOf(t), stateOf(t, "archive")]).toEqual([0, 1]);
    expect(received(t)).toEqual(["News"]);
  });

  it("a rule that files a message on arrival does not hide it", async () => {
    await using t = await createMailHost({ config: two });
    mailControl(t).moveMessage(ada, deliverToAda(t, { subject: "Filed" }), "archive");
    await t.advance("30s");
    expect(received(t)).toEqual(["Filed"]);
  });

  it("what came while the hub was down is announced once after the restart, what was announced before is not", async () => {
    await using first = await createMailHost({ config: two });
    deliverToAda(first, { subject: "Before" });
    await first.advance("30s");
    expect(received(first)).toEqual(["Before"]);
    await first.host.stop();
    first.clock.advance(3_600_000);
    deliverToAda(first, { subject: "Meanwhile" });
    await using second = await first.restart();
    await second.advance("5m");
    expect(received(second)).toEqual(["Meanwhile"]);
  });

  it("a burst of 500 is announced whole, each once, also when the cursor has expired", async () => {
    await using t = await createMailHost({ config: two });
    for (let number = 0; number < 500; number++) deliverToAda(t, { subject: `Burst ${number}` });
    t.emulator.control.delta.expire();
    await t.advance("2m");
    t.emulator.control.delta.expire();
    await t.advance("2m");
    expect(new Set(received(t)).size).toBe(500);
    expect(received(t)).toHaveLength(500);
  });
});

describe("message-sent", () => {
  it("tells of what Casement sent", async () => {
    await using t = await createMailHost();
    await callService(t, "send", { to: bob, subject: "Hi", text: "x" });
    await t.advance("1m");
    expect(payloadsOf(t, "message-sent")).toEqual([
      { subject: "Hi", to: [bob], sentDateTime: expect.stringMatching(/^2026-03-02T08/), origin: "casement" },
    ]);
  });

  it("with sentItems it tells of the rest too, each once, with its origin", async () => {
    await using t = await createMailHost({ config: { sentItems: true } });
    await callService(t, "send", { to: bob, subject: "Mine", text: "x" });
    mailControl(t).addMessage(ada, "sentitems", {
      subject: "From my phone",
      isRead: true,
      toRecipients: [{ emailAddress: { name: "Bob", address: bob } }],
      receivedDateTime: t.clock.now().toISOString(),
    });
    await t.advance("2m");
    const told = payloadsOf(t, "message-sent").map(({ subject, to, origin }) => [subject, to, origin]);
    expect(told).toEqual([
      ["Mine", [bob], "casement"],
      ["From my phone", [bob], "external"],
    ]);
    expect(t.sensor("email/sent-items").attributes.total).toBe(2);
    expect(received(t)).toEqual([]);
  });

  it("a sensor on Sent Items, by whatever name, announces nothing as received", async () => {
    await using t = await createMailHost({ config: { sensors: [{ name: "Sent", folder: "Sent Items" }] } });
    await callService(t, "send", { to: bob, subject: "Mine", text: "x" });
    await t.advance("1m");
    expect(t.sensor("email/sent").attributes.total).toBe(1);
    expect(t.events.map(({ type }) => type).filter((type) => type.startsWith("email/"))).toEqual(["email/message-sent"]);
  });
});
