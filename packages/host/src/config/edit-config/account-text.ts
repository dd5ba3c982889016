import { type Document, isMap, isSeq, parseDocument, YAMLMap } from "yaml";

/** The first line of a new file. */
const headComment = " Casement's configuration. Created by the setup; edit it as you like.";

/** Adds an account to the text of a config file. Keeps everything else, including comments and order. */
export function addAccountText(text: string, account: Readonly<Record<string, unknown>>): string {
  const document = parseDocument(text, { merge: true });
  if (!isMap(document.contents)) {
    if (text.trim() === "") document.commentBefore = headComment;
    document.contents = new YAMLMap() as Document.Parsed["contents"];
  }
  const root = document.contents as unknown as YAMLMap;
  const node = document.createNode(account);
  const before = root.get("accounts", true);
  if (isSeq(before)) {
    // Turns `accounts: []` into a block list.
    if (before.items.length === 0) before.flow = false;
    before.items.push(node);
  } else root.set("accounts", document.createNode([node]));
  return document.toString({ lineWidth: 0 });
}
