import { SaxesParser } from "saxes";

/** An element with its namespace. Its own text is joined. */
export interface XmlElement {
  readonly uri: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

type OpenElement = { -readonly [K in keyof XmlElement]: XmlElement[K] } & { children: XmlElement[] };

const maxDepth = 32;
const maxElements = 10_000;
const maxAttributes = 20_000;

/** The XML of a request. @throws Error for what is not well-formed, has a document type, or is too deep or too long */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const root: OpenElement = { uri: "", name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  let elements = 0;
  let attributes = 0;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => {
    throw new Error("A document type is not allowed.");
  });
  parser.on("attribute", () => {
    if (++attributes > maxAttributes) throw new Error("The request has too many attributes.");
  });
  parser.on("opentag", ({ uri, local, attributes: given }) => {
    if (open.length > maxDepth || ++elements > maxElements) throw new Error("The request is too deep or too long.");
    const named = Object.values(given).map((attribute) => [attribute.local, attribute.value]);
    const element: OpenElement = { uri, name: local, attributes: Object.fromEntries(named), children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  const addText = (part: string): void => {
    open.at(-1)!.text += part;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  return root.children[0]!;
}
