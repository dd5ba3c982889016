import { describe, expect, it } from "vitest";
import { ada, bob, callService, createMailHost, deliverToAda, mailControl, payloadsOf, stateOf } from "../../test/email.fixture.ts";

const receivedSubjects = (t: Parameters<typeof payloadsOf>[0]) => payloadsOf(t, "message-received").map(({ subject }) => subject);
const twoFolders = {
  sensors: [
    { name: "Inbox", preview: true },
    { name: "Archive", folder: "archive" },
  ],
};

describe("message-received", () => {
  it("is raised once, within the interval, with everything that a rule needs", async () => {
    await using t = await createMailHost({ config: twoFolders });
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

  it("is not raised for messages of the first read, however new they are", async () => {
    await using t = await createMailHost({ config: twoFolders, signedOut: true });
    deliverToAda(t);
    await t.signIn();
    await t.advance("5m");
    expect(stateOf(t)).toBe(1);
    expect(receivedSubjects(t)).toEqual([]);
  });

  it("is not raised when a message is moved, flagged, read or categorized, whether it is old or a minute old", async () => {
    await using t = await createMailHost({ config: twoFolders });
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
    expect(receivedSubjects(t)).toEqual(["News"]);
  });

  it("is not raised for a message that arrived just before the start and is then moved", async () => {
    await using t = await createMailHost({ config: twoFolders, signedOut: true });
    const id = deliverToAda(t);
    await t.signIn();
    mailControl(t).moveMessage(ada, id, "archive");
    await t.advance("1m");
    expect(stateOf(t, "archive")).toBe(1);
    expect(receivedSubjects(t)).toEqual([]);
  });

  it("is not raised when a service moves a message", async () => {
    await using t = await createMailHost({ config: twoFolders });
    deliverToAda(t);
    await t.advance("30s");
    await callService(t, "move", { ids: payloadsOf(t, "message-received")[0].id, folder: "archive" });
    await t.advance("1m");
    expect([stateOf(t), stateOf(t, "archive")]).toEqual([0, 1]);
    expect(receivedSubjects(t)).toEqual(["News"]);
  });

  it("is raised although a rule moves the message on arrival", async () => {
    await using t = await createMailHost({ config: twoFolders });
    mailControl(t).moveMessage(ada, deliverToAda(t, { subject: "Filed" }), "archive");
    await t.advance("30s");
    expect(receivedSubjects(t)).toEqual(["Filed"]);
  });

  it("is raised once after a restart for messages that arrived in between, and not again for earlier ones", async () => {
    await using first = await createMailHost({ config: twoFolders });
    deliverToAda(first, { subject: "Before" });
    await first.advance("30s");
    expect(receivedSubjects(first)).toEqual(["Before"]);
    await first.host.stop();
    first.clock.advance(3_600_000);
    deliverToAda(first, { subject: "Meanwhile" });
    await using second = await first.restart();
    await second.advance("5m");
    expect(receivedSubjects(second)).toEqual(["Meanwhile"]);
  });

  it("is raised once for each of 500 messages, even when the cursor has expired", async () => {
    await using t = await createMailHost({ config: twoFolders });
    for (let number = 0; number < 500; number++) deliverToAda(t, { subject: `Burst ${number}` });
    t.emulator.control.delta.expire();
    await t.advance("2m");
    t.emulator.control.delta.expire();
    await t.advance("2m");
    expect(new Set(receivedSubjects(t)).size).toBe(500);
    expect(receivedSubjects(t)).toHaveLength(500);
  });
});

describe("message-sent", () => {
  it("is raised for messages that Casement sent", async () => {
    await using t = await createMailHost();
    await callService(t, "send", { to: bob, subject: "Hi", text: "x" });
    await t.advance("1m");
    expect(payloadsOf(t, "message-sent")).toEqual([
      { subject: "Hi", to: [bob], sentDateTime: expect.stringMatching(/^2026-03-02T08/), origin: "casement" },
    ]);
  });

  it("with sentItems, is raised once for every sent message, with its origin", async () => {
    await using t = await createMailHost({ config: { sentItems: true } });
    await callService(t, "send", { to: bob, subject: "Mine", text: "x" });
    mailControl(t).addMessage(ada, "sentitems", {
      subject: "From my phone",
      isRead: true,
      toRecipients: [{ emailAddress: { name: "Bob", address: bob } }],
      receivedDateTime: t.clock.now().toISOString(),
    });
    await t.advance("2m");
    const announced = payloadsOf(t, "message-sent").map(({ subject, to, origin }) => [subject, to, origin]);
    expect(announced).toEqual([
      ["Mine", [bob], "casement"],
      ["From my phone", [bob], "external"],
    ]);
    expect(t.sensor("email/sent-items").attributes.total).toBe(2);
    expect(receivedSubjects(t)).toEqual([]);
  });

  it("a sensor on Sent Items, whatever name it uses, raises no message-received", async () => {
    await using t = await createMailHost({ config: { sensors: [{ name: "Sent", folder: "Sent Items" }] } });
    await callService(t, "send", { to: bob, subject: "Mine", text: "x" });
    await t.advance("1m");
    expect(t.sensor("email/sent").attributes.total).toBe(1);
    expect(t.events.map(({ type }) => type).filter((type) => type.startsWith("email/"))).toEqual(["email/message-sent"]);
  });
});
