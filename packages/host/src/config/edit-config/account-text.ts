import { type Document, isMap, isSeq, parseDocument, YAMLMap } from "yaml";

/** What the text of a new file begins with. */
const headComment = " Casement's configuration. Begun by its set-up; go on here as you like.";

/** The text of a config file with one more account. Everything else stays as it was, comments and order too. */
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
    // `accounts: []` grows into a list of lines.
    if (before.items.length === 0) before.flow = false;
    before.items.push(node);
  } else root.set("accounts", document.createNode([node]));
  return document.toString({ lineWidth: 0 });
}
