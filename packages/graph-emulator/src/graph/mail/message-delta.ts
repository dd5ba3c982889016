import { refuse } from "../../refusals.ts";
import { deltaPage, tombstone } from "../delta.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { matches } from "../odata/evaluate.ts";
import { type Filter, parseFilter } from "../odata/filter.ts";
import type { GraphCall, GraphResult } from "../route.ts";
import type { MailState } from "./mail-state.ts";
import { checkExpand, messageId, presentMessage, readMessage, selectWithExpand } from "./present-mail.ts";

const defaultPageSize = 10;
const maxPageSize = 512;

/** `GET …/mailFolders/{folder}/messages/delta`: `$select`, `$top`, `$expand`, and `$filter` by `receivedDateTime ge|gt` alone. */
export function messageDelta(state: MailState, tokens: DeltaTokens): (call: GraphCall) => GraphResult {
  return (call) => {
    const { expand, filter, orderBy, search } = call.query;
    checkExpand(call);
    if (search) throw refuse("message-delta-search");
    if (filter && !onlyReceivedSince(filter)) throw refuse("message-delta-filter");
    if (orderBy.some(({ path, descending }) => path.toLowerCase() !== "receiveddatetime" || !descending))
      throw refuse("message-delta-orderby");
    const folder = state.folderOf(call);
    const text = call.query.raw.get("$filter") ?? call.query.raw.get("filter");
    let parsed: Filter | undefined;
    return deltaPage(selectWithExpand(call), {
      tokens,
      source: state.mailboxOf(call.mailboxUser.id).messages.get(folder.key)!,
      name: `messages/${folder.key}`,
      context: "Collection(message)",
      defaultPageSize,
      maxPageSize,
      options: { ...(text ? { $filter: text } : {}), ...(expand.length > 0 ? { $expand: JSON.stringify(expand) } : {}) },
      items(entry, options) {
        if (options.$filter) {
          parsed ??= parseFilter(options.$filter);
          if (!matches(parsed, readMessage(entry))) return [];
        }
        if (entry.removed) return [tombstone(messageId(call, entry))];
        return [{ "@odata.type": "#microsoft.graph.message", ...presentMessage(expanding(call, options.$expand), folder.key, entry) }];
      },
    });
  };
}

/** Later links carry what the first request expanded. */
const expanding = (call: GraphCall, expand: string | undefined): GraphCall =>
  expand ? { ...call, query: { ...call.query, expand: JSON.parse(expand) } } : call;

function onlyReceivedSince(filter: Filter): boolean {
  if (filter.kind === "and") return onlyReceivedSince(filter.left) && onlyReceivedSince(filter.right);
  if (filter.kind !== "compare" || (filter.op !== "ge" && filter.op !== "gt")) return false;
  return filter.left.kind === "path" && filter.left.path.join("/").toLowerCase() === "receiveddatetime" && filter.right.kind === "value";
}
