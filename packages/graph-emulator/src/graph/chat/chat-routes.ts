import type { Directory, User } from "../../directory.ts";
import { refuse } from "../../refusals.ts";
import { badRequest, GraphFault } from "../graph-fault.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { itemsOf, propertiesOf } from "../properties-of.ts";
import { created, type GraphCall, type GraphResult, noContent, type Route, route } from "../route.ts";
import { allEnumMembers, chatOf, expandOf, ownChats } from "./chat-access.ts";
import { type ChatStore, identityOf } from "./chat-store.ts";
import { memberId, presentChat, presentMember } from "./present-chat.ts";
import type { StoredChat, StoredMember } from "./stored-chat.ts";

/** Graph counts what it sends of chats, asked or not. */
export function counted(result: GraphResult): GraphResult {
  const { "@odata.context": context, value, ...rest } = result.body as { "@odata.context": string; value: unknown[] };
  return { ...result, body: { "@odata.context": context, "@odata.count": value.length, ...rest, value } };
}

/** Chats and their members. */
export function chatRoutes(store: ChatStore, directory: Directory): Route[] {
  const present = (call: GraphCall, chat: StoredChat, expand: readonly string[]) =>
    presentChat(chat, { userId: call.user.id, expand, allEnumMembers: allEnumMembers(call) });

  const list = (call: GraphCall) => {
    ownChats(call);
    const { query } = call;
    const expand = expandOf(call);
    if ((query.top ?? 0) > 50) throw refuse("chat-top-maximum");
    for (const { path, descending } of query.orderBy)
      if (path.toLowerCase() !== "lastmessagepreview/createddatetime" || !descending) throw refuse("chat-orderby", { value: path });
    return counted(
      listPage(call, store.of(call.user.id), {
        context: expand.includes("members") ? "chats(members())" : "chats",
        read: (chat) => present(call, chat, ["members", "lastmessagepreview"]),
        present: (chat) => present(call, chat, expand),
        defaultTop: 20,
        maxTop: 50,
        above: "refuse",
        paging: "skiptoken",
      }),
    );
  };
  const get = (call: GraphCall) => entity(call, "chats", present(call, chatOf(call, store), expandOf(call)));

  const bound = (member: unknown): User => {
    const name = /users(?:\('((?:[^']|'')+)'\)|\/([^/?]+))$/.exec(String(propertiesOf(member)["user@odata.bind"] ?? ""));
    const user = directory.user(decodeURIComponent(name?.[1]?.replaceAll("''", "'") ?? name?.[2] ?? ""));
    if (!user) throw new GraphFault(404, "NotFound", "The user of a member was not found.");
    return user;
  };
  const roleOf = (member: unknown): string => {
    const [role] = itemsOf(propertiesOf(member).roles);
    if (role !== "owner" && role !== "guest")
      throw refuse("chat-create-members", { reason: "Every member needs the role owner or guest." });
    return role;
  };
  const create = (call: GraphCall) => {
    const { chatType, topic = null, members } = propertiesOf(call.body);
    if (chatType !== "oneOnOne" && chatType !== "group") throw badRequest("ChatType is invalid: oneOnOne or group.");
    if (topic !== null && (chatType !== "group" || typeof topic !== "string")) throw refuse("chat-create-topic");
    if (!Array.isArray(members)) throw refuse("chat-create-members", { reason: "Members are missing." });
    const all = members.map((member) => ({ user: bound(member), role: roleOf(member) }));
    if (!all.some(({ user }) => user.id === call.user.id))
      throw refuse("chat-create-members", { reason: "The caller has to be one of the members." });
    if (chatType === "oneOnOne" && new Set(all.map(({ user }) => user.id)).size !== 2)
      throw refuse("chat-create-members", { reason: "A oneOnOne chat has two members." });
    const chat = store.create({ chatType, topic, members: all, tenantId: call.user.tenantId, initiator: call.user });
    return created({ "@odata.context": `${call.origin}/v1.0/$metadata#chats/$entity`, ...present(call, chat, []) });
  };
  const rename = (call: GraphCall) => {
    const chat = chatOf(call, store);
    const { topic } = propertiesOf(call.body);
    if (typeof topic !== "string") throw badRequest("Topic is missing.");
    if (chat.chatType !== "group") throw badRequest("The topic of this type of chat cannot be changed.");
    store.rename(chat, topic, identityOf(call.user));
    return entity(call, "chats", present(call, chat, []));
  };

  const memberOf = (call: GraphCall): { chat: StoredChat; member: StoredMember } => {
    const chat = chatOf(call, store);
    const member = chat.members.find(({ userId }) => memberId(chat, userId) === call.params.member);
    if (!member) throw new GraphFault(404, "NotFound", "The member was not found.");
    return { chat, member };
  };
  const membersContext = (chat: StoredChat) => `chats('${encodeURIComponent(chat.id)}')/members`;
  const members = (call: GraphCall) => {
    const chat = chatOf(call, store);
    const value = chat.members.map((member) => presentMember(chat, member));
    return counted({ body: { "@odata.context": `${call.origin}/v1.0/$metadata#${membersContext(chat)}`, value } });
  };

  return [
    route("GET", "/me/chats", list),
    route("GET", "/chats", list),
    route("POST", "/chats", create),
    route("GET", "/me/chats/{chat}", get),
    route("GET", "/chats/{chat}", get),
    route("PATCH", "/chats/{chat}", rename),
    route("GET", "/me/chats/{chat}/members", members),
    route("GET", "/chats/{chat}/members", members),
    route("POST", "/chats/{chat}/members", (call) => {
      const chat = chatOf(call, store);
      if (chat.chatType === "oneOnOne") throw badRequest("Members cannot be added to a oneOnOne chat.");
      const { userId } = store.addMember(chat, bound(call.body), roleOf(call.body), identityOf(call.user));
      return { status: 201, headers: { Location: `/chats/${chat.id}/members/${memberId(chat, userId)}` } };
    }),
    route("GET", "/chats/{chat}/members/{member}", (call) => {
      const { chat, member } = memberOf(call);
      return entity(call, membersContext(chat), presentMember(chat, member));
    }),
    route("DELETE", "/chats/{chat}/members/{member}", (call) => {
      const { chat, member } = memberOf(call);
      store.removeMember(chat, member.userId, identityOf(call.user));
      return noContent();
    }),
    route("POST", "/chats/{chat}/markChatReadForUser", (call) => {
      chatOf(call, store).readAt.set(call.user.id, call.clock.now());
      return noContent();
    }),
  ];
}
