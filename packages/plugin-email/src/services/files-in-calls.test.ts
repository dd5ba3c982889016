import { expect, it } from "vitest";
import { callService, createMailHost } from "../../test/email.fixture.ts";

const withBodies = { sensors: [{ name: "Inbox", body: "text" }] };

it("send attaches a file that comes with the call", async () => {
  await using t = await createMailHost({ config: withBodies });
  const file = `data:text/plain;name=${encodeURIComponent("Einkäufe.txt")};base64,${Buffer.from("Milch").toString("base64")}`;
  await callService(t, "send", { to: "eve@elsewhere.example", subject: "List", attachments: [file] });
  const { messages } = await callService(t, "list-messages", { folder: "sentitems", attachments: true });
  expect(messages).toMatchObject([{ subject: "List", attachments: ["Einkäufe.txt"] }]);
  expect(await callService(t, "read-attachment", { id: messages[0].id, name: "Einkäufe.txt" })).toMatchObject({ text: "Milch" });
  await expect(callService(t, "send", { text: "x", attachments: ["data:text/plain,Hello"] })).rejects.toMatchObject({
    code: "file-refused",
  });
});
