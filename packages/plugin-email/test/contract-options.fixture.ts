import type { Emulator } from "@casement/graph-emulator";
import type { TestHost } from "@casement/testing";

const text = "Bring the secret plans";
const mails = [
  { from: "Eve Holm <eve@elsewhere.example>", subject: "First of all", text },
  { from: "Pat O'Hara <pat@elsewhere.example>", subject: "Second thoughts", html: `<p>${text}</p>`, cc: "cy@elsewhere.example" },
  { from: "eve@elsewhere.example", subject: "Third party", text, attachments: [{ name: "plans.txt", content: text }] },
];

function arrange({ control }: Emulator, user: string): string[] {
  for (const mail of mails) control.mail.deliver({ ...mail, to: user });
  control.mail.addFolder(user, "Bills", "inbox");
  return [text];
}

/** An input with the id of a message. If no sensor shows the message, it is delivered again. */
const withMessage =
  (subject: string, name: "id" | "ids", input: object = {}) =>
  async ({ emulator, host }: TestHost, user: string) => {
    const shown = (await host.sensors()).flatMap(({ attributes }) => (attributes.messages ?? []) as { id: string; subject: string }[]);
    const mail = mails.find((sent) => sent.subject === subject)!;
    const { id } = shown.find((message) => message.subject === subject) ?? emulator.control.mail.deliver({ ...mail, to: user })[0]!;
    return { [name]: id, ...input };
  };

/** The id of a draft, which a service created. */
async function withDraft({ account }: TestHost): Promise<{ id: string }> {
  const { id } = (await account.call("email/create-draft", { ...send, subject: "A second draft" })) as { id: string };
  return { id };
}

const send = { to: ["fay@elsewhere.example"], subject: "A greeting", text: "Good morning" };
const services = {
  send,
  reply: withMessage("First of all", "id", { text: "Certainly" }),
  "reply-all": withMessage("First of all", "id", { html: "<p>Certainly</p>" }),
  forward: withMessage("First of all", "id", { to: "fay@elsewhere.example", text: "Look" }),
  "create-draft": { ...send, subject: "A draft" },
  "send-draft": withDraft,
  "list-messages": { from: "Pat O'Hara", maxItems: 5 },
  "get-message": withMessage("First of all", "id"),
  "list-folders": {},
  "create-folder": { folder: "Inbox/Bills/2026" },
  "find-people": { query: "pat" },
  mark: withMessage("Second thoughts", "ids", { read: true, flag: "flagged", categories: ["Blue"] }),
  move: withMessage("Second thoughts", "ids", { folder: "Inbox/Bills" }),
  remove: withMessage("Second thoughts", "ids"),
  "save-attachments": withMessage("First of all", "id"),
  "read-attachment": withMessage("Third party", "id", { name: "plans.txt" }),
  "download-attachment": withMessage("Third party", "id", { name: "plans.txt" }),
  "download-pictures": withMessage("Third party", "id"),
};

export const contractOptions = {
  arrange,
  change: ({ control }: Emulator, user: string) =>
    void control.mail.deliver({ from: "new@elsewhere.example", to: user, subject: "Fresh", text: "Just in" }),
  snapshot: ({ control }: Emulator, user: string) => control.mail.folders(user),
  services,
};
