/**
 * A third-party program: Microsoft's own clients with their default settings. Only the address of the emulator is configured. Run it with
 * the emulator's address and a user name. It writes its results as JSON.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CryptoProvider, PublicClientApplication } from "@azure/msal-node";
import { BatchRequestContent, Client, FileUpload, LargeFileUploadTask, PageIterator } from "@microsoft/microsoft-graph-client";

const [base = "", user = ""] = process.argv.slice(2);
const { hostname, host } = new URL(base);
const clientId = "33333333-3333-4333-8333-333333333333";
const scopes = ["User.Read", "Calendars.ReadWrite", "Mail.ReadWrite", "Mail.Send"];
const seen: Record<string, unknown> = {};

const control = async (name: string, ...args: unknown[]) => {
  const response = await fetch(`${base}/_control/${name}`, { method: "POST", body: JSON.stringify(args) });
  return ((await response.json()) as { result: any }).result;
};

// Sign in.
const app = new PublicClientApplication({ auth: { clientId, authority: `${base}/organizations`, knownAuthorities: [host] } });
const byDevice = await app.acquireTokenByDeviceCode({
  scopes,
  deviceCodeCallback: ({ userCode }) => void control("entra/approveDevice", userCode, user),
});
seen.device = byDevice?.account?.username;

const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
const request = { scopes, redirectUri: "http://localhost:5000/auth/callback" };
const url = await app.getAuthCodeUrl({ ...request, codeChallenge: challenge, codeChallengeMethod: "S256" });
const { redirect } = await control("entra/signIn", url, { user });
const code = new URL(redirect).searchParams.get("code")!;
const { account } = await app.acquireTokenByCode({ ...request, code, codeVerifier: verifier });
seen.callback = account?.username;

const graph = Client.init({
  baseUrl: `${base}/`,
  customHosts: new Set([hostname]),
  authProvider: (done) => {
    void app.acquireTokenSilent({ account: account!, scopes }).then(
      ({ accessToken }) => void done(null, accessToken),
      (error) => void done(error, null),
    );
  },
});
seen.me = (await graph.api("/me").get()).userPrincipalName;
seen.calendars = (await graph.api("/me/calendars").get()).value.length;

// Create an event with an attachment.
const at = (hour: number) => ({ dateTime: `2026-11-24T${hour}:00:00`, timeZone: "Europe/Berlin" });
const event = await graph.api("/me/events").post({ subject: "Plans", start: at(10), end: at(11) });
await graph.api(`/me/events/${event.id}/attachments`).post({
  "@odata.type": "#microsoft.graph.fileAttachment",
  name: "plan.txt",
  contentBytes: Buffer.from("north wall").toString("base64"),
});
const [attachment] = (await graph.api(`/me/events/${event.id}/attachments`).get()).value;
seen.attachment = Buffer.from(attachment.contentBytes, "base64").toString();

// Read delta pages with the client's page iterator.
await control("mail/addMany", user, "archive", 25);
const first = await graph.api("/me/mailFolders/archive/messages/delta").select("subject").header("Prefer", "odata.maxpagesize=10").get();
seen.skipToken = new URL(first["@odata.nextLink"]).searchParams.has("$skiptoken");
let items = 0;
const pages = new PageIterator(graph, first, () => ++items > 0, { headers: { Prefer: "odata.maxpagesize=10" } });
await pages.iterate();
await control("mail/addMany", user, "archive", 1);
const later = await graph.api(pages.getDeltaLink()!).get();
seen.delta = [items >= 25, later.value.length];

// Send a batch of 20 requests.
const parts = Array.from({ length: 20 }, (_, id) => ({ id: String(id), request: new Request(`${base}/me/messages?$top=1&$skip=${id}`) }));
const batch = await graph.api("/$batch").post(await new BatchRequestContent(parts).getContent());
seen.batch = batch.responses.filter(({ status }: { status: number }) => status === 200).length;

// Upload a large attachment through an upload session.
const file = Buffer.alloc(5 * 1024 * 1024, "casement");
const draft = await graph.api("/me/messages").post({ subject: "Large" });
const session = await LargeFileUploadTask.createUploadSession(graph, `/me/messages/${draft.id}/attachments/createUploadSession`, {
  AttachmentItem: { attachmentType: "file", name: "large.bin", size: file.length },
});
await new LargeFileUploadTask(graph, new FileUpload(file, "large.bin", file.length), session, { rangeSize: 1024 * 1024 }).upload();
const [uploaded] = (await graph.api(`/me/messages/${draft.id}/attachments`).get()).value;
seen.upload = Buffer.from(uploaded.contentBytes, "base64").equals(file);

// Receive change notifications and a lifecycle notification, and renew the subscription.
const notified: Promise<any>[] = [];
const waiting: ((body: any) => void)[] = [];
for (let count = 0; count < 2; count++) notified.push(new Promise((resolve) => waiting.push(resolve)));
const endpoint = createServer(async (incoming, response) => {
  const token = new URL(incoming.url!, "http://localhost").searchParams.get("validationToken");
  if (token !== null) return void response.writeHead(200, { "content-type": "text/plain" }).end(token);
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  response.writeHead(202).end();
  waiting.shift()?.(JSON.parse(Buffer.concat(chunks).toString()));
}).listen(0);
const notificationUrl = `http://localhost:${(endpoint.address() as AddressInfo).port}/`;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const subscription = await graph.api("/subscriptions").post({
  changeType: "created",
  resource: "me/mailFolders('inbox')/messages",
  notificationUrl,
  lifecycleNotificationUrl: notificationUrl,
  clientState: "mine",
  expirationDateTime: inMinutes(60),
});
await control("mail/addMany", user, "inbox", 1);
const [change] = (await notified[0]).value;
seen.notification = [
  change.changeType,
  change.clientState,
  (await graph.api(`/me/messages/${change.resourceData.id}`).get()).id === change.resourceData.id,
];
await control("subscriptions/requireReauthorization", subscription.id);
seen.lifecycle = (await notified[1]).value[0].lifecycleEvent;
const renewed = await graph.api(`/subscriptions/${subscription.id}`).patch({ expirationDateTime: inMinutes(600) });
seen.renewed = renewed.expirationDateTime > subscription.expirationDateTime;
await graph.api(`/subscriptions/${subscription.id}`).delete();
seen.left = (await graph.api("/subscriptions").get()).value.length;

endpoint.close();
process.stdout.write(JSON.stringify(seen));
