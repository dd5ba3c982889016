import type { Collection } from "@casement/host";
import {
  collectionPath,
  type DavContext,
  findCollection,
  listCollections,
  requireComplete,
  resourcePath,
} from "../collections/dav-context.ts";
import {
  collectionProperties,
  type DavProperties,
  folderProperties,
  objectProperties,
  principalProperties,
} from "../collections/resource-properties.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { davName, nameOf, type XmlName } from "../xml/xml-names.ts";
import { DavError } from "./dav-error.ts";
import { type DavTarget, davRoot, homePath, principalPath } from "./dav-paths.ts";
import { createMultistatus, inBatches, type PropertyContent, propertyResponse, streamMultistatus } from "./multistatus.ts";
import { readXmlBody } from "./read-body.ts";

/** Which of the properties that a resource has are answered. */
export type PropertySelection = (properties: DavProperties) => PropertyContent[];

/** PROPFIND of RFC 4918. */
export async function respondToPropfind(context: DavContext, target: DavTarget): Promise<Response> {
  const depth = context.request.headers.get("depth")?.trim().toLowerCase() ?? "infinity";
  const select = readSelection(await readXmlBody(context.request));
  if (depth !== "0" && depth !== "1") throw new DavError(403, "Depth must be 0 or 1.", { precondition: davName("propfind-finite-depth") });
  const deep = depth === "1";
  const found = (path: string, properties: DavProperties): string => propertyResponse(context.hrefOf(path), select(properties));
  const { account, canWrite, hrefOf } = context;
  const address = account.options.sharedMailbox ?? account.status().username;
  const properties = { account: account.name, canWrite, address, hrefOf };
  const folder = (path: string, name: string): string => found(path, folderProperties(properties, name));
  const principal = (): string => found(principalPath(context.account.name), principalProperties(properties));
  const home = (): string => folder(homePath(context.account.name), context.account.name);
  const collection = (each: Collection): string => found(collectionPath(context, each), collectionProperties(properties, each));

  switch (target.kind) {
    case "root":
      return createMultistatus([
        folder(davRoot, "Casement"),
        ...(deep ? [folder("/dav/principals/", "Principals"), folder("/dav/calendars/", "Calendars")] : []),
      ]);
    case "principals":
      return createMultistatus([folder("/dav/principals/", "Principals"), ...(deep ? [principal()] : [])]);
    case "calendars":
      return createMultistatus([folder("/dav/calendars/", "Calendars"), ...(deep ? [home()] : [])]);
    case "principal":
      return createMultistatus([principal()]);
    case "home":
      return createMultistatus([home(), ...(deep ? (await listCollections(context)).map(collection) : [])]);
    case "collection": {
      const one = await findCollection(context, target.segment);
      if (!deep) return createMultistatus([collection(one)]);
      requireComplete(one);
      const heads = await one.heads();
      const batches = function* (): Generator<string> {
        yield collection(one);
        for (const batch of inBatches(heads))
          yield batch.map(({ name, etag }) => found(resourcePath(context, one, name), objectProperties(properties, one, etag))).join("");
      };
      return streamMultistatus(batches());
    }
    case "resource": {
      const one = await findCollection(context, target.segment);
      const head = (await one.heads()).find(({ name }) => name === target.name);
      if (!head) throw new DavError(404, "There is no such event or task. It may have been removed.");
      return createMultistatus([found(resourcePath(context, one, target.name), objectProperties(properties, one, head.etag))]);
    }
  }
}

function readSelection(body: XmlElement | undefined): PropertySelection {
  if (body === undefined) return selectAll([]);
  if (nameOf(body) !== davName("propfind")) throw new DavError(400, "The XML of a PROPFIND is a propfind element.");
  const [wanted] = body.children.filter(({ uri }) => uri === "DAV:");
  const include = body.children.find((child) => nameOf(child) === davName("include"))?.children.map(nameOf) ?? [];
  if (wanted?.name === "propname") return (properties) => [...properties.keys()].map((name) => [name, ""]);
  if (wanted?.name === "allprop") return selectAll(include);
  if (wanted?.name === "prop") return selectNamed(wanted.children.map(nameOf));
  throw new DavError(400, "A propfind element has one of prop, allprop and propname.");
}

export const selectNamed =
  (names: readonly XmlName[]): PropertySelection =>
  (properties) =>
    [...new Set(names)].map((name) => [name, properties.get(name)]);

/** Only the properties of RFC 4918, as RFC 4791 and others ask for theirs, and those that are named. */
function selectAll(include: readonly XmlName[]): PropertySelection {
  return (properties) => {
    const all = [...properties].filter(([name]) => general.has(name) || include.includes(name));
    return [...all, ...include.filter((name) => !properties.has(name)).map((name) => [name, undefined] as const)];
  };
}
const general: ReadonlySet<XmlName> = new Set(
  ["resourcetype", "displayname", "getetag", "getcontenttype", "creationdate", "getlastmodified"].map(davName),
);
