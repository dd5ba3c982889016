import { withoutKeyQuotes } from "./target.ts";

/** Collections whose next segment is a key. */
const keyed = new Set(
  (
    "users groups messages mailfolders childfolders events instances exceptionoccurrences calendars calendargroups lists tasks checklistitems " +
    "linkedresources attachments attachmentsessions chats members hostedcontents replies subscriptions mastercategories extensions contacts " +
    "contactfolders messagerules calendarpermissions"
  ).split(" "),
);
const functions = new Set(["delta", "$count", "getallmessages", "inbox", "drafts", "sentitems", "deleteditems", "archive", "junkemail"]);

/**
 * A path without what identifies somebody or something: "/me/messages/{id}/attachments". For logs, errors and metrics.
 * In doubt a segment counts as an id.
 */
export function pathShape(path: string): string {
  let key = false;
  const segments = withoutKeyQuotes(path)
    .slice(1)
    .split("/")
    .map((segment) => {
      const name = segment.replace(/\(.*$/, "");
      const isKey = (key && !functions.has(name.toLowerCase())) || !/^[a-z$][A-Za-z.$]{0,40}$/.test(name);
      key = !isKey && keyed.has(name.toLowerCase());
      return isKey ? "{id}" : name;
    });
  return `/${segments.join("/")}`;
}
