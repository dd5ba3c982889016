import { SaxesParser } from "saxes";

/** An element of an answer. */
export interface AnswerElement {
  readonly name: string;
  /** With the namespace: `{DAV:}href`. */
  readonly fullName: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: AnswerElement[];
  text: string;
}

/** The root of an XML document. Throws for what is not well-formed. */
export function readAnswerXml(text: string): AnswerElement {
  const parser = new SaxesParser({ xmlns: true });
  const root: AnswerElement = { name: "", fullName: "", attributes: {}, children: [], text: "" };
  const open = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ uri, local, attributes }) => {
    const values = Object.values(attributes).map((each) => [each.local, each.value]);
    const element = { name: local, fullName: `{${uri}}${local}`, attributes: Object.fromEntries(values), children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", (part) => {
    open.at(-1)!.text += part;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  return root.children[0]!;
}
