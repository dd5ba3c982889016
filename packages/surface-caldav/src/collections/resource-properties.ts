import type { Collection, CollectionSummary } from "@casement/host";
import { homePath, principalPath } from "../protocol/dav-paths.ts";
import { hrefElement } from "../protocol/multistatus.ts";
import { escapeXml, xmlElement } from "../xml/write-xml.ts";
import { caldavName, davName, type XmlName, xmlNamespaces } from "../xml/xml-names.ts";
import { readOnlyReason } from "./dav-context.ts";

/** The live properties of one resource, by name, as XML. */
export type DavProperties = ReadonlyMap<XmlName, string>;

interface PropertyContext {
  readonly account: string;
  readonly canWrite: boolean;
  /** Address of the mailbox. Undefined before the first sign-in. */
  readonly address?: string | undefined;
  readonly hrefOf: (path: string) => string;
}

const empty = (name: XmlName): string => xmlElement(name);
const text = escapeXml;

/** What every resource has. */
function commonProperties({ account, hrefOf }: PropertyContext, more: readonly string[] = []): [XmlName, string][] {
  const principal = hrefElement(hrefOf(principalPath(account)));
  return [
    [davName("current-user-principal"), principal],
    [davName("owner"), principal],
    [davName("principal-collection-set"), hrefElement(hrefOf("/dav/principals/"))],
    [davName("current-user-privilege-set"), privileges(["read", "read-current-user-privilege-set", ...more])],
  ];
}

const privileges = (names: readonly string[]): string =>
  names.map((name) => xmlElement(davName("privilege"), empty(davName(name)))).join("");

const reportSet = (names: readonly XmlName[]): string =>
  names.map((name) => xmlElement(davName("supported-report"), xmlElement(davName("report"), empty(name)))).join("");

/** `/dav/`, `/dav/principals/`, `/dav/calendars/` and the home of an account. */
export function folderProperties(context: PropertyContext, name: string): DavProperties {
  return new Map([
    [davName("resourcetype"), empty(davName("collection"))],
    [davName("displayname"), text(name)],
    [davName("supported-report-set"), ""],
    ...commonProperties(context),
  ]);
}

export function principalProperties(context: PropertyContext): DavProperties {
  const { account, address, hrefOf } = context;
  const own = hrefElement(hrefOf(principalPath(account)));
  return new Map([
    [davName("resourcetype"), empty(davName("collection")) + empty(davName("principal"))],
    [davName("displayname"), text(account)],
    [davName("principal-URL"), own],
    [davName("supported-report-set"), ""],
    [caldavName("calendar-home-set"), hrefElement(hrefOf(homePath(account)))],
    // Programs tell by it which attendee the user is.
    [caldavName("calendar-user-address-set"), (address === undefined ? "" : hrefElement(`mailto:${encodeURI(address)}`)) + own],
    ...commonProperties(context),
  ]);
}

export const collectionReports: readonly XmlName[] = [
  caldavName("calendar-query"),
  caldavName("calendar-multiget"),
  caldavName("free-busy-query"),
  davName("sync-collection"),
];

export function collectionProperties(context: PropertyContext, collection: Collection): DavProperties {
  const { title, component, complete, token, order, color } = collection;
  const reason = readOnlyReason(context, collection);
  return new Map<XmlName, string>([
    [davName("resourcetype"), empty(davName("collection")) + empty(caldavName("calendar"))],
    [davName("displayname"), text(title)],
    [davName("supported-report-set"), reportSet(collectionReports)],
    [caldavName("supported-calendar-component-set"), `<C:comp name="${component}"/>`],
    [caldavName("supported-calendar-data"), '<C:calendar-data content-type="text/calendar" version="2.0"/>'],
    ...(reason === undefined ? [] : [[caldavName("calendar-description"), text(reason)] as const]),
    [caldavName("max-resource-size"), "1048576"],
    [caldavName("supported-collation-set"), supportedCollations],
    [`{${xmlNamespaces.A}}calendar-order`, String(order)],
    ...colorProperty(color),
    // A client must not take this for the token of an empty calendar.
    ...(complete
      ? ([
          [davName("sync-token"), text(token)],
          [`{${xmlNamespaces.CS}}getctag`, text(token)],
        ] as const)
      : []),
    ...commonProperties(context, reason === undefined ? ["write-content", "bind", "unbind"] : []),
  ]);
}

const supportedCollations = ["i;ascii-casemap", "i;octet", "i;unicode-casemap"]
  .map((name) => xmlElement(caldavName("supported-collation"), name))
  .join("");

/** With an opaque alpha channel, as Apple writes colors. Names of colors, which CSS also has, are no values here. */
function colorProperty(color: CollectionSummary["color"]): [XmlName, string][] {
  return color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? [[`{${xmlNamespaces.A}}calendar-color`, `${color.toUpperCase()}FF`]] : [];
}

export const entityTag = (etag: string): string => `"${etag}"`;

export function objectProperties(context: PropertyContext, collection: Collection, etag: string): DavProperties {
  const isWritable = readOnlyReason(context, collection) === undefined;
  return new Map([
    [davName("resourcetype"), ""],
    [davName("getetag"), text(entityTag(etag))],
    [davName("getcontenttype"), `text/calendar; charset=utf-8; component=${collection.component.toLowerCase()}`],
    ...commonProperties(context, isWritable ? ["write-content"] : []),
  ]);
}
