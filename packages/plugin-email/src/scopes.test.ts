import { describe, expect, it } from "vitest";
import { createMailHost } from "./email.fixture.ts";

const ask = async (config: object, enableUpdate: boolean, more: object = {}): Promise<string[]> => {
  await using t = await createMailHost({ config, account: { enableUpdate, ...more }, signedOut: true });
  return t.account.scopes().requested.filter((scope) => scope.startsWith("Mail."));
};
const sensor = (more: object) => ({ sensors: [{ name: "Inbox", ...more }] });

describe("permissions by configuration (product.md §2)", () => {
  it("Mail.ReadBasic until something needs contents", async () => {
    expect(await ask({}, false)).toEqual(["Mail.ReadBasic"]);
    expect(await ask(sensor({ subjectContains: "x", from: "x", flagged: true }), false)).toEqual(["Mail.ReadBasic"]);
    const contents = [{ body: "text" }, { body: "html" }, { preview: true }, { attachments: true }, { bodyContains: "x" }, { search: "x" }];
    for (const more of contents) expect(await ask(sensor(more), false)).toEqual(["Mail.Read"]);
  });

  it("Mail.Send and Mail.ReadWrite with enableUpdate; Mail.Send alone with send: true; never with send: false", async () => {
    expect(await ask({}, true)).toEqual(["Mail.ReadBasic", "Mail.ReadWrite", "Mail.Send"]);
    expect(await ask({ send: true }, false)).toEqual(["Mail.ReadBasic", "Mail.Send"]);
    expect(await ask({ send: false }, true)).toEqual(["Mail.ReadBasic", "Mail.ReadWrite"]);
    expect(await ask({ sendFrom: ["office@contoso.example"] }, true)).toEqual(["Mail.ReadBasic", "Mail.ReadWrite", "Mail.Send.Shared"]);
  });

  it(".Shared forms for a shared mailbox", async () => {
    const shared = { sharedMailbox: "office@contoso.example" };
    expect(await ask({}, true, shared)).toEqual(["Mail.ReadBasic.Shared", "Mail.ReadWrite.Shared", "Mail.Send.Shared"]);
    expect(await ask(sensor({ body: "text" }), false, shared)).toEqual(["Mail.Read.Shared"]);
  });

  it("without Mail.ReadWrite the sensors live and sending works; what changes mail is refused with the reason", async () => {
    await using t = await createMailHost({ config: { send: true }, account: { enableUpdate: false } });
    expect(t.sensor("email/inbox").state).toBe(0);
    const offered = Object.fromEntries(t.host.services().map(({ id, offered }) => [id, offered]));
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

  it("wrong configuration is answered with what is wrong", async () => {
    const refused = (config: object) => expect(createMailHost({ config })).rejects.toMatchObject({ code: "config-invalid" });
    await refused(sensor({ newerThan: "yesterday" }));
    await refused(sensor({ importance: "medium" }));
    await refused({ sensors: [{ name: "A" }, { name: "a" }] });
    await refused(sensor({ isUnread: true }));
    await refused({ sendFrom: ["Office"] });
  });
});
