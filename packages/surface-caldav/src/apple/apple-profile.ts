import { createHash } from "node:crypto";
import type { CredentialsProfile } from "@casement/surface-http";
import { escapeXml } from "../xml/write-xml.ts";

type PropertyList = string | number | boolean | readonly PropertyList[] | { readonly [name: string]: PropertyList };

interface ProfileAccount {
  /** For people: the name of the access. */
  readonly name: string;
  readonly address: string;
  /** Makes the identifiers of the profile, so that installing it again replaces it. */
  readonly secret: string;
}

/**
 * A configuration profile that adds a CalDAV account to an iPhone, iPad or Mac.
 * Source: https://developer.apple.com/documentation/devicemanagement/caldav
 */
export function createCaldavProfile(
  account: ProfileAccount & { readonly userName: string; readonly principal: string },
): CredentialsProfile {
  const { hostname, port, protocol } = new URL(account.address);
  const isSecure = protocol === "https:";
  return createProfile(account, "com.apple.caldav.account", {
    CalDAVAccountDescription: account.name,
    CalDAVHostName: hostname,
    CalDAVPort: Number(port) || (isSecure ? 443 : 80),
    CalDAVPrincipalURL: new URL(account.principal).pathname,
    CalDAVUseSSL: isSecure,
    CalDAVUsername: account.userName,
    CalDAVPassword: account.secret,
  });
}

/**
 * A configuration profile that subscribes an iPhone, iPad or Mac to a calendar address.
 * Source: https://developer.apple.com/documentation/devicemanagement/subscribedcalendars
 */
export function createSubscriptionProfile(account: ProfileAccount): CredentialsProfile {
  return createProfile(account, "com.apple.subscribedcalendar.account", {
    SubCalAccountDescription: account.name,
    SubCalAccountHostName: account.address,
    SubCalAccountUseSSL: account.address.startsWith("https:"),
  });
}

function createProfile({ name, secret }: ProfileAccount, type: string, payload: Record<string, PropertyList>): CredentialsProfile {
  const content = {
    PayloadType: type,
    PayloadVersion: 1,
    PayloadIdentifier: `casement.${uuidOf(`account ${secret}`)}`,
    PayloadUUID: uuidOf(`account ${secret}`),
    PayloadDisplayName: name,
    ...payload,
  };
  const profile = {
    PayloadType: "Configuration",
    PayloadVersion: 1,
    PayloadIdentifier: `casement.${uuidOf(`profile ${secret}`)}`,
    PayloadUUID: uuidOf(`profile ${secret}`),
    PayloadDisplayName: `Casement: ${name}`,
    PayloadContent: [content],
  };
  return {
    name: `${name.replace(/[^\p{L}\p{N} ._-]+/gu, "-")}.mobileconfig`,
    mediaType: "application/x-apple-aspen-config",
    content: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">${writeList(profile)}</plist>
`,
  };
}

function writeList(value: PropertyList): string {
  if (typeof value === "string") return `<string>${escapeXml(value)}</string>`;
  if (typeof value === "number") return `<integer>${value}</integer>`;
  if (typeof value === "boolean") return value ? "<true/>" : "<false/>";
  if (Array.isArray(value)) return `<array>${value.map(writeList).join("")}</array>`;
  return `<dict>${Object.entries(value)
    .map(([key, each]) => `<key>${escapeXml(key)}</key>${writeList(each)}`)
    .join("")}</dict>`;
}

/** A UUID of version 8 (RFC 9562). */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(`casement apple profile ${text}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`.toUpperCase();
}
