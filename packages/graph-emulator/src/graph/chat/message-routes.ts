import { refuse } from "../../refusals.ts";
import { badRequest, GraphFault } from "../graph-fault.ts";
import { type Filter, pathsOf } from "../odata/filter.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { propertiesOf } from "../properties-of.ts";
import { created, type GraphCall, noContent, type Route, route } from "../route.ts";
import { allEnumMembers, chatOf } from "./chat-access.ts";
import { counted } from "./chat-routes.ts";
import { type ChatStore, identityOf } from "./chat-store.ts";
import { presentMessage } from "./present-chat.ts";
import { readMessage } from "./read-message.ts";
import type { StoredChat, StoredMessage } from "./stored-chat.ts";

const operators: Readonly<Record<string, readonly string[]>> = { lastmodifieddatetime: ["gt", "lt"], createddatetime: ["lt"] };

/** Messages of a chat. */
export function messageRoutes(store: ChatStore): Route[] {
  const messagesContext = (chat: StoredChat) => `chats('${encodeURIComponent(chat.id)}')/messages`;
  const messageOf = (call: GraphCall): { chat: StoredChat; message: StoredMessage } => {
    const chat = chatOf(call, store);
    const message = chat.messages.find(({ id }) => id === call.params.message);
    if (!message) throw new GraphFault(404, "NotFound", "The message was not found.");
    return { chat, message };
  };

  const list = (call: GraphCall) => {
    const chat = chatOf(call, store);
    const { orderBy, filter } = call.query;
    if ((call.query.top ?? 0) > 50) throw refuse("chat-top-maximum");
    const [order, more] = orderBy;
    const key = order?.path.toLowerCase() ?? "lastmodifieddatetime";
    if (more || !(key in operators) || (order && !order.descending)) throw refuse("chat-message-orderby", { value: order?.path ?? "" });
    // Unless it goes with the order, a filter is ignored without a word.
    const heeded = order && filter && pathsOf(filter).every((path) => path.toLowerCase() === key) ? filter : undefined;
    if (heeded) checkFilter(heeded, key);
    const present = (message: StoredMessage) => presentMessage(chat, message, allEnumMembers(call));
    return counted(
      listPage({ ...call, query: { ...call.query, filter: heeded } }, chat.messages, {
        context: messagesContext(chat),
        read: present,
        present,
        order: { path: "lastModifiedDateTime", descending: true },
        defaultTop: 20,
        maxTop: 50,
        above: "refuse",
        paging: "skiptoken",
      }),
    );
  };

  const get = (call: GraphCall) => {
    const { chat, message } = messageOf(call);
    return entity(call, messagesContext(chat), presentMessage(chat, message, allEnumMembers(call)));
  };

  const send = (call: GraphCall) => {
    const chat = chatOf(call, store);
    const { pictures, ...input } = readMessage(call.body, call.user);
    const message = store.add(chat, input);
    message.hostedContents = pictures.map((picture) => Buffer.from(`id=${chat.id}/${message.id}/${picture}`).toString("base64url"));
    for (const [index, picture] of pictures.entries())
      message.body.content = message.body.content.replaceAll(
        `../hostedContents/${picture}/$value`,
        `${call.origin}/v1.0/chats/${chat.id}/messages/${message.id}/hostedContents/${message.hostedContents[index]}/$value`,
      );
    const context = `${call.origin}/v1.0/$metadata#${messagesContext(chat)}/$entity`;
    return created({ "@odata.context": context, ...presentMessage(chat, message, allEnumMembers(call)) });
  };

  const react = (call: GraphCall) => {
    const { message } = messageOf(call);
    const { reactionType } = propertiesOf(call.body);
    if (typeof reactionType !== "string" || !reactionType) throw badRequest("The reactionType is missing.");
    const others = message.reactions.filter(({ user }) => user.id !== call.user.id);
    const set = call.template.endsWith("/setReaction");
    message.reactions = set ? [...others, { reactionType, user: identityOf(call.user), at: call.clock.now() }] : others;
    message.modifiedAt = call.clock.now();
    return noContent();
  };

  const hosted = (id: string) => ({ id, contentBytes: null, contentType: null });
  const hostedOf = (call: GraphCall) => {
    const { chat, message } = messageOf(call);
    return { context: `${messagesContext(chat)}('${message.id}')/hostedContents`, ids: message.hostedContents };
  };

  return [
    route("GET", "/me/chats/{chat}/messages", list),
    route("GET", "/chats/{chat}/messages", list),
    route("GET", "/me/chats/{chat}/messages/{message}", get),
    route("GET", "/chats/{chat}/messages/{message}", get),
    route("POST", "/chats/{chat}/messages", send),
    route("POST", "/chats/{chat}/messages/{message}/setReaction", react),
    route("POST", "/chats/{chat}/messages/{message}/unsetReaction", react),
    route("GET", "/chats/{chat}/messages/{message}/hostedContents", (call) => {
      const { context, ids } = hostedOf(call);
      return counted({ body: { "@odata.context": `${call.origin}/v1.0/$metadata#${context}`, value: ids.map(hosted) } });
    }),
    route("GET", "/chats/{chat}/messages/{message}/hostedContents/{content}", (call) => {
      const { context, ids } = hostedOf(call);
      if (!ids.includes(call.params.content!)) throw new GraphFault(404, "NotFound", "The content was not found.");
      return entity(call, context, hosted(call.params.content!));
    }),
    // No delegated permission: refused before this runs.
    route("GET", "/me/chats/getAllMessages", () => noContent()),
  ];
}

function checkFilter(filter: Filter, key: string): void {
  if (filter.kind === "and") {
    checkFilter(filter.left, key);
    checkFilter(filter.right, key);
  } else if (filter.kind !== "compare" || !operators[key]!.includes(filter.op)) throw refuse("chat-message-filter", { value: key });
}
