import { describe, expect, it } from "vitest";
import { createMailHost } from "../test/email.fixture.ts";

const requestedScopes = async (config: object, enableUpdate: boolean, more: object = {}): Promise<string[]> => {
  await using t = await createMailHost({ config, account: { enableUpdate, ...more }, signedOut: true });
  return (await t.account.scopes()).requested.filter((scope) => scope.startsWith("Mail."));
};
const inboxWith = (more: object) => ({ sensors: [{ name: "Inbox", ...more }] });

describe("requested permissions", () => {
  it("are Mail.ReadBasic until a sensor needs contents", async () => {
    expect(await requestedScopes({}, false)).toEqual(["Mail.ReadBasic"]);
    expect(await requestedScopes(inboxWith({ subjectContains: "x", from: "x", flagged: true }), false)).toEqual(["Mail.ReadBasic"]);
    const contents = [{ body: "text" }, { body: "html" }, { preview: true }, { attachments: true }, { bodyContains: "x" }, { search: "x" }];
    for (const more of contents) expect(await requestedScopes(inboxWith(more), false)).toEqual(["Mail.Read"]);
  });

  it("include Mail.Send and Mail.ReadWrite with enableUpdate, only Mail.Send with send: true, and never Mail.Send with send: false", async () => {
    expect(await requestedScopes({}, true)).toEqual(["Mail.ReadBasic", "Mail.ReadWrite", "Mail.Send"]);
    expect(await requestedScopes({ send: true }, false)).toEqual(["Mail.ReadBasic", "Mail.Send"]);
    expect(await requestedScopes({ send: false }, true)).toEqual(["Mail.ReadBasic", "Mail.ReadWrite"]);
    expect(await requestedScopes({ sendFrom: ["office@contoso.example"] }, true)).toEqual([
      "Mail.ReadBasic",
      "Mail.ReadWrite",
      "Mail.Send.Shared",
    ]);
  });

  it("have their .Shared forms for a shared mailbox", async () => {
    const shared = { sharedMailbox: "office@contoso.example" };
    expect(await requestedScopes({}, true, shared)).toEqual(["Mail.ReadBasic.Shared", "Mail.ReadWrite.Shared", "Mail.Send.Shared"]);
    expect(await requestedScopes(inboxWith({ body: "text" }), false, shared)).toEqual(["Mail.Read.Shared"]);
  });

  it("without Mail.ReadWrite, sensors and sending work, and services that change mail are not offered", async () => {
    await using t = await createMailHost({ config: { send: true }, account: { enableUpdate: false } });
    expect(t.sensor("email/inbox").state).toBe(0);
    const offered = Object.fromEntries((await t.host.services()).map(({ id, offered }) => [id, offered]));
    expect(offered).toMatchObject({
      "email/send": true,
      "email/reply": true,
      "email/forward": true,
      "email/list-messages": true,
      "email/get-message": true,
      "email/mark": false,
      "email/move": false,
      "email/remove": false,
      "email/create-draft": false,
      "email/save-attachments": false,
    });
  });

  it("an invalid configuration is refused", async () => {
    const refused = (config: object) => expect(createMailHost({ config })).rejects.toMatchObject({ code: "config-invalid" });
    await refused(inboxWith({ newerThan: "yesterday" }));
    await refused(inboxWith({ importance: "medium" }));
    await refused({ sensors: [{ name: "A" }, { name: "a" }] });
    await refused(inboxWith({ isUnread: true }));
    for (const address of ["Office", "", "a@x.example, b@x.example", "a@x.example b", "a..b@x.example"])
      await refused({ sendFrom: [address] });
  });
});
