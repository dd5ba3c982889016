import { householdUsers } from "@casement/graph-emulator/household";
import type { KeptResults } from "../operation.ts";
import { errorOf, type GraphClientOperation, type GraphClientWorld, readPages } from "./graph-client-operation.ts";

const { main, sharedMailbox, colleagues } = householdUsers;
const isText = (value: unknown) => typeof value === "string" && value.length > 0;
const to = (address: string) => [{ emailAddress: { address } }];
const file = Buffer.alloc(4 * 1024 * 1024, "casement");

/** Uploads a file with the client's LargeFileUploadTask. */
async function upload({ graph, library }: GraphClientWorld, path: string): Promise<any> {
  const body = { AttachmentItem: { attachmentType: "file", name: "large.bin", size: file.length } };
  const session = await library.LargeFileUploadTask.createUploadSession(graph, `${path}/attachments/createUploadSession`, body);
  const content = new library.FileUpload(file, "large.bin", file.length);
  return new library.LargeFileUploadTask(graph, content, session, { rangeSize: 1024 * 1024 }).upload();
}

/** Sign-in, people and mail. */
export const graphClientMailOperations: readonly GraphClientOperation[] = [
  {
    name: "signs in by device code",
    does: ({ signIn }) => signIn(),
    finds: { account: { username: main }, scopes: (found: any) => found.includes("Mail.Send") },
  },
  {
    name: "reads the signed-in person",
    does: ({ graph }) => graph.api("/me").get(),
    finds: { userPrincipalName: main, displayName: "Robin Hale", jobTitle: "Interior Architect" },
    keepAs: "me",
  },
  {
    name: "selects two properties of a person",
    does: ({ graph }) => graph.api(`/users/${colleagues.mateo}`).select("id,displayName").get(),
    finds: (user: any) => user.displayName === "Mateo Lind" && user.mail === undefined,
    keepAs: "mateo",
  },
  {
    name: "searches people with ConsistencyLevel",
    does: ({ graph }) => graph.api("/users").header("ConsistencyLevel", "eventual").search('"displayName:priya"').get(),
    finds: { value: [{ displayName: "Priya Nair" }] },
  },
  {
    name: "counts people",
    does: ({ graph }) => graph.api("/users/$count").header("ConsistencyLevel", "eventual").get(),
    finds: (count: any) => Number(count) >= 7,
  },
  {
    name: "is told that a search of people needs ConsistencyLevel",
    does: ({ graph }) => errorOf(graph.api("/users").search('"displayName:ma"').get()),
    finds: { statusCode: 400, code: "Request_UnsupportedQuery" },
  },
  {
    name: "reads groups that contain a person",
    does: ({ graph }) => graph.api("/me/memberOf/microsoft.graph.group").get(),
    finds: { value: (groups: any) => groups.length > 0 && groups.every(({ displayName }: any) => isText(displayName)) },
    keepAs: "groups",
  },
  {
    name: "reads a group by its id",
    does: ({ graph }, { groups }) => graph.api(`/groups/${groups.value[0].id}`).get(),
    finds: (group: any, { groups }: KeptResults) => group.displayName === groups.value[0].displayName,
  },
  {
    name: "pages through the inbox in steps of five with PageIterator",
    does: async (world) => readPages(world, await world.graph.api("/me/mailFolders/inbox/messages").top(5).select("id,subject").get()),
    finds: { items: (items: any) => items.length > 10 && new Set(items.map(({ id }: any) => id)).size === items.length },
    keepAs: "inbox",
  },
  {
    name: "pauses and resumes PageIterator",
    does: async ({ graph, library }) => {
      let count = 0;
      const pages = new library.PageIterator(graph, await graph.api("/me/messages").top(4).get(), () => ++count % 3 !== 0);
      await pages.iterate();
      const paused = count;
      await pages.resume();
      return [paused, count];
    },
    finds: [3, 6],
  },
  {
    name: "counts the inbox inline as $count does",
    does: async ({ graph }) => [
      (await graph.api("/me/mailFolders/inbox/messages").count(true).top(1).get())["@odata.count"],
      Number(await graph.api("/me/mailFolders/inbox/messages/$count").get()),
    ],
    finds: (counts: any, { inbox }: KeptResults) => counts.every((count: number) => count === inbox.items.length),
  },
  {
    name: "filters unread mails",
    does: ({ graph }) => graph.api("/me/messages").filter("isRead eq false").top(50).get(),
    finds: { value: (messages: any) => messages.length > 0 && messages.every(({ isRead }: any) => isRead === false) },
  },
  {
    name: "searches mails",
    does: ({ graph }) => graph.api("/me/messages").search('"subject:keys"').get(),
    finds: { value: [{ subject: "Keys for Elm Row" }] },
  },
  {
    name: "is told that search and filter exclude each other",
    does: ({ graph }) => errorOf(graph.api("/me/messages").search('"oak"').filter("isRead eq true").get()),
    finds: { statusCode: 400, code: "SearchWithFilter" },
  },
  {
    name: "creates a draft",
    does: ({ graph }) =>
      graph
        .api("/me/messages")
        .post({ subject: "Larch samples", body: { contentType: "text", content: "By Friday?" }, toRecipients: to(colleagues.mateo) }),
    finds: {
      isDraft: true,
      subject: "Larch samples",
      bodyPreview: "By Friday?",
      toRecipients: [{ emailAddress: { address: colleagues.mateo } }],
    },
    keepAs: "draft",
  },
  {
    name: "uploads 4 MB to the draft with LargeFileUploadTask",
    does: (world, { draft }) => upload(world, `/me/messages/${draft.id}`),
    finds: { _location: /\/attachments\('?[^/]+/i },
  },
  {
    name: "reads the uploaded bytes back",
    does: async ({ graph }, { draft }) =>
      Buffer.from((await graph.api(`/me/messages/${draft.id}/attachments`).get()).value[0].contentBytes, "base64").equals(file),
    finds: true,
  },
  {
    name: "cancels an upload",
    does: async ({ graph, library }, { draft }) => {
      const body = { AttachmentItem: { attachmentType: "file", name: "other.bin", size: file.length } };
      const session = await library.LargeFileUploadTask.createUploadSession(
        graph,
        `/me/messages/${draft.id}/attachments/createUploadSession`,
        body,
      );
      await new library.LargeFileUploadTask(graph, new library.FileUpload(file, "other.bin", file.length), session).cancel();
      return (await graph.api(`/me/messages/${draft.id}/attachments`).get()).value.map(({ name }: any) => name);
    },
    finds: ["large.bin"],
  },
  {
    name: "sends the draft to a colleague",
    does: async ({ graph, emulator }, { draft }) => {
      await graph.api(`/me/messages/${draft.id}/send`).post({});
      return emulator.control.mail.sent();
    },
    finds: [{ kind: "message", from: main, to: colleagues.mateo, subject: "Larch samples" }],
  },
  {
    name: "updates a mail with its ETag and is refused with an old one",
    does: async ({ graph }, { inbox }) => {
      const path = `/me/messages/${inbox.items[0].id}`;
      const { "@odata.etag": etag } = await graph.api(path).get();
      const changed = await graph
        .api(path)
        .header("If-Match", etag)
        .patch({ categories: ["Blue category"] });
      return [changed.categories[0], ((await errorOf(graph.api(path).header("If-Match", etag).patch({ isRead: true }))) as any).statusCode];
    },
    finds: ["Blue category", 412],
  },
  {
    name: "moves a mail to a new folder",
    does: async ({ graph }, { inbox }) => {
      const folder = await graph.api("/me/mailFolders").post({ displayName: "KeptResults" });
      await graph.api(`/me/messages/${inbox.items[1].id}/move`).post({ destinationId: folder.id });
      return (await graph.api(`/me/mailFolders/${folder.id}/messages`).get()).value;
    },
    finds: (messages: any, { inbox }: KeptResults) => messages.length === 1 && messages[0].subject === inbox.items[1].subject,
  },
  {
    name: "keeps an immutable id over a move",
    does: async ({ graph }) => {
      const prefer = ["Prefer", 'IdType="ImmutableId"'];
      const [{ id }] = (
        await graph
          .api("/me/mailFolders/inbox/messages")
          .header(...prefer)
          .top(1)
          .get()
      ).value;
      await graph
        .api(`/me/messages/${id}/move`)
        .header(...prefer)
        .post({ destinationId: "archive" });
      return [
        id,
        (
          await graph
            .api(`/me/messages/${id}`)
            .header(...prefer)
            .get()
        ).id,
      ];
    },
    finds: ([before, after]: any) => isText(before) && before === after,
  },
  {
    name: "reads message delta pages of three with PageIterator",
    does: async (world) => {
      const headers = { Prefer: "odata.maxpagesize=3" };
      return readPages(world, await world.graph.api("/me/mailFolders/archive/messages/delta").header("Prefer", headers.Prefer).get(), {
        headers,
      });
    },
    finds: { items: (items: any) => items.length >= 4, deltaLink: /\$deltatoken=/i },
    keepAs: "archive",
  },
  {
    name: "sees a new and a removed mail in the next delta round",
    does: async ({ graph, emulator }, { archive }) => {
      emulator.control.mail.addMany(main, "archive", 1);
      await graph.api(`/me/messages/${archive.items[0].id}`).delete();
      return (await graph.api(archive.deltaLink).get()).value.map((item: any) => item["@removed"]?.reason ?? "changed").sort();
    },
    finds: ["changed", "deleted"],
  },
  {
    name: "is told that a typed id is malformed",
    does: ({ graph }) => errorOf(graph.api("/me/messages/nope").get()),
    finds: { statusCode: 400, code: "ErrorInvalidIdMalformed" },
  },
  {
    name: "reads the shared mailbox",
    does: ({ graph }) => graph.api(`/users/${sharedMailbox}/mailFolders/inbox/messages`).get(),
    finds: { value: (messages: any) => messages.length > 0 && messages.every(({ subject }: any) => isText(subject)) },
  },
];
