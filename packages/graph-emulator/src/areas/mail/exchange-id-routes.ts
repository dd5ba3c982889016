import { badRequest, GraphFault } from "../../protocol/graph-fault.ts";
import { itemsOf, propertiesOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, okResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { MailStore } from "./mail-store.ts";

/** Formats of ids by lowercase name. Those of MAPI are not emulated. */
const formats = new Map<string, "rest" | "immutable" | "ews" | undefined>([
  ["restid", "rest"],
  ["restimmutableentryid", "immutable"],
  ["ewsid", "ews"],
  ["entryid", undefined],
  ["immutableentryid", undefined],
]);
const maxIds = 1000;

/**
 * Creates the route that translates ids. Ids of EWS differ from those of REST in two characters. `hasItem` says whether a mailbox has another
 * item with this id, such as an event: its default and immutable ids are the same here.
 */
export function createExchangeIdRoutes(store: MailStore, hasItem: (userId: string, id: string) => boolean): Route[] {
  const translate = (request: GraphRequest, sourceId: string, from: string, to: string): object => {
    const restId = from === "ews" ? sourceId.replaceAll("/", "-").replaceAll("+", "_") : sourceId;
    const mailbox = store.mailboxOf(request.mailboxUser.id);
    const entry = mailbox.findMessage(restId)?.entry ?? mailbox.findFolder(restId);
    if (!entry && !hasItem(request.mailboxUser.id, restId))
      return { sourceId, errorDetails: { code: "ErrorInvalidIdMalformed", message: "Id is malformed." } };
    const targetId = to === "immutable" ? (entry?.key ?? restId) : (entry?.id ?? restId);
    return { sourceId, targetId: to === "ews" ? targetId.replaceAll("-", "/").replaceAll("_", "+") : targetId };
  };
  return [
    defineRoute("POST", "/me/translateExchangeIds", (request) => {
      const { inputIds, sourceIdType, targetIdType } = propertiesOf(request.body);
      const [from, to] = [sourceIdType, targetIdType].map((type) => {
        const name = String(type).toLowerCase();
        if (!formats.has(name)) throw badRequest(`Cannot convert the value '${String(type)}' to the type 'exchangeIdFormat'.`);
        const format = formats.get(name);
        if (!format) throw new GraphFault(501, "NotEmulated", "The emulator does not have the ids of MAPI.");
        return format;
      });
      const ids = itemsOf(inputIds).map(String);
      if (ids.length > maxIds) throw createRefusal("translate-ids-maximum");
      return okResult({
        "@odata.context": `${request.origin}/v1.0/$metadata#Collection(microsoft.graph.convertIdResult)`,
        value: ids.map((id) => translate(request, id, from!, to!)),
      });
    }),
  ];
}
