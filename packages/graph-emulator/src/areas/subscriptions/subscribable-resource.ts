import { GraphFault } from "../../protocol/graph-fault.ts";
import type { RouteMatch } from "../../protocol/router.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";

export type GraphItem = Readonly<Record<string, unknown>> & { readonly id: string };
/** Reads all items of a path, as the subscriber sees them. A path of a single object returns that object. */
export type ReadItems = (path: string) => Promise<readonly GraphItem[]>;

/** An item and its path, as notifications spell it. */
export interface WatchedItem {
  readonly resource: string;
  /** Path from which its content is read. */
  readonly path: string;
  readonly item: GraphItem;
}

/** A kind of resource to which clients can subscribe. */
export interface SubscribableResource {
  readonly method: "GET";
  readonly template: string;
  /** Permissions, one of which is required. Null if not available for personal accounts. */
  readonly work: readonly string[];
  readonly personal: readonly string[] | null;
  readonly maxMinutes: number;
  readonly maxMinutesWithData: number;
  readonly data: "optional" | "required" | "refused";
  readonly odataType: string;
  readonly lifecycle: ReadonlySet<LifecycleEvent>;
  items(target: ResourceTarget, read: ReadItems): Promise<readonly WatchedItem[]>;
}

/** The parsed `resource` of a subscription. `owner` is the object id of the user whose data it is. */
export type ResourceTarget = Pick<RouteMatch, "params"> & { readonly owner: string; readonly ids: readonly string[] };

const allLifecycleEvents = new Set<LifecycleEvent>(["reauthorizationRequired", "subscriptionRemoved", "missed"]);
const outlook = { method: "GET", maxMinutes: 10_080, maxMinutesWithData: 1440, data: "optional", lifecycle: allLifecycleEvents } as const;
const mailRead = ["Mail.ReadBasic", "Mail.Read"];
const chat = {
  method: "GET",
  work: ["Chat.Read", "Chat.ReadWrite"],
  personal: null,
  maxMinutes: 4320,
  maxMinutesWithData: 4320,
  data: "optional",
  odataType: "#Microsoft.Graph.chatMessage",
  lifecycle: new Set<LifecycleEvent>(["reauthorizationRequired", "subscriptionRemoved"]),
} as const;
const presence = {
  method: "GET",
  work: ["Presence.Read.All"],
  personal: null,
  maxMinutes: 60,
  maxMinutesWithData: 60,
  data: "required",
  odataType: "#Microsoft.Graph.presence",
  lifecycle: new Set<LifecycleEvent>(["reauthorizationRequired"]),
} as const;

async function readOutlookItems(
  read: ReadItems,
  { owner }: ResourceTarget,
  path: string,
  kind: "messages" | "events",
): Promise<WatchedItem[]> {
  const name = kind === "messages" ? "Messages" : "Events";
  // Include the folder, because a message that moves keeps its ETag.
  const items = await read(`${path}?$top=1000&$select=${kind === "messages" ? "id,parentFolderId" : "id"}`);
  return items.map((item) => ({ item, resource: `Users/${owner}/${name}/${item.id}`, path: `/me/${kind}/${encodeURIComponent(item.id)}` }));
}

async function readChatMessages(read: ReadItems, chatId: string): Promise<WatchedItem[]> {
  const path = `/chats/${encodeURIComponent(chatId)}/messages`;
  const messages = await read(`${path}?$top=50`);
  // Teams keeps deleted messages without content.
  return messages
    .filter((item) => !item.deletedDateTime)
    .map((item) => ({ item, resource: `chats('${chatId}')/messages('${item.id}')`, path: `${path}/${item.id}` }));
}

/** A chat of another organization can refuse its guest. The others are reported nevertheless. */
function ignoreRefusedChat(error: unknown): [] {
  if (GraphFault.is(error) && (error.status === 403 || error.status === 404)) return [];
  throw error;
}

async function readPresences(read: ReadItems, ids: readonly string[]): Promise<WatchedItem[]> {
  const paths = ids.map((id) => `/communications/presences/${id}`);
  const target = await Promise.all(paths.map(read));
  return target.flat().map((item, index) => ({ item, resource: `communications/presences('${item.id}')`, path: paths[index]! }));
}

/**
 * Permissions: learn.microsoft.com/graph/api/subscription-post-subscriptions#permissions. Lifetimes:
 * learn.microsoft.com/graph/api/resources/subscription#subscription-lifetime.
 */
export const subscribableResources: readonly SubscribableResource[] = [
  {
    ...outlook,
    template: "/me/messages",
    work: mailRead,
    personal: mailRead,
    odataType: "#Microsoft.Graph.Message",
    items: (target, read) => readOutlookItems(read, target, "/me/messages", "messages"),
  },
  {
    ...outlook,
    template: "/me/mailFolders/{folder}/messages",
    work: mailRead,
    personal: mailRead,
    odataType: "#Microsoft.Graph.Message",
    items: (target, read) =>
      readOutlookItems(read, target, `/me/mailFolders/${encodeURIComponent(target.params.folder!)}/messages`, "messages"),
  },
  {
    ...outlook,
    template: "/me/events",
    work: ["Calendars.Read"],
    personal: ["Calendars.Read"],
    odataType: "#Microsoft.Graph.Event",
    items: (target, read) => readOutlookItems(read, target, "/me/events", "events"),
  },
  {
    method: "GET",
    template: "/me/todo/lists/{list}/tasks",
    work: ["Tasks.ReadWrite"],
    personal: ["Tasks.ReadWrite"],
    maxMinutes: 4230,
    maxMinutesWithData: 4230,
    data: "refused",
    odataType: "#Microsoft.Graph.todoTask",
    lifecycle: new Set<LifecycleEvent>(["reauthorizationRequired"]),
    async items({ owner, params }, read) {
      const path = `/me/todo/lists/${encodeURIComponent(params.list!)}/tasks`;
      const tasks = await read(path);
      return tasks.map((item) => ({
        item,
        resource: `Users('${owner}')/todo/lists('${params.list}')/tasks('${item.id}')`,
        path: `${path}/${encodeURIComponent(item.id)}`,
      }));
    },
  },
  { ...presence, template: "/communications/presences/{user}", items: ({ params }, read) => readPresences(read, [params.user!]) },
  { ...presence, template: "/communications/presences", items: ({ ids }, read) => readPresences(read, ids) },
  { ...chat, template: "/chats/{chat}/messages", items: ({ params }, read) => readChatMessages(read, params.chat!) },
  {
    ...chat,
    template: "/me/chats/getAllMessages",
    async items(_, read) {
      const chats = await read("/me/chats?$top=50");
      return (await Promise.all(chats.map(({ id }) => readChatMessages(read, id).catch(ignoreRefusedChat)))).flat();
    },
  },
];
