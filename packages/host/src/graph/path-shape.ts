import { unquoteKeys } from "./request-target.ts";

/** Collections whose next segment is a key, in lowercase. */
const collections = new Set(
  (
    "users groups messages mailfolders childfolders events instances exceptionoccurrences calendars calendargroups lists tasks checklistitems " +
    "linkedresources attachments attachmentsessions chats members hostedcontents replies subscriptions mastercategories extensions contacts " +
    "contactfolders messagerules calendarpermissions"
  ).split(" "),
);
const notKeys = new Set(["delta", "$count", "getallmessages", "inbox", "drafts", "sentitems", "deleteditems", "archive", "junkemail"]);

/**
 * Replaces all ids in a path: "/me/messages/{id}/attachments". For logs, errors and metrics. An unknown segment counts as an id.
 */
export function pathShapeOf(path: string): string {
  let expectsKey = false;
  const segments = unquoteKeys(path)
    .slice(1)
    .split("/")
    .map((segment) => {
      const name = segment.replace(/\(.*$/, "");
      const isKey = (expectsKey && !notKeys.has(name.toLowerCase())) || !/^[a-z$][A-Za-z.$]{0,40}$/.test(name);
      expectsKey = !isKey && collections.has(name.toLowerCase());
      return isKey ? "{id}" : name;
    });
  return `/${segments.join("/")}`;
}
