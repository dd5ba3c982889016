import { readFileSync } from "node:fs";
import { calendarPlugin } from "@casement/plugin-calendar";
import { todoPlugin } from "@casement/plugin-todo";
import { type CaldavOptions, createCaldavSurface } from "@casement/surface-caldav";
import { createHttpSurface, type HttpOptions } from "@casement/surface-http";
import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import ICAL from "ical.js";
import { type AnswerElement, readAnswerXml } from "./answer-xml.fixture.ts";

export const ada = "ada@contoso.example";
export const agenda = { from: -90, to: 365 };

export interface DavAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly xml: AnswerElement | undefined;
  /** Properties that exist, as XML, by href. */
  readonly found: Readonly<Record<string, Readonly<Record<string, AnswerElement>>>>;
  /** Statuses of responses without properties, by href. */
  readonly statuses: Readonly<Record<string, string>>;
  /** Properties that do not exist or are refused, by href. */
  readonly missing: Readonly<Record<string, readonly string[]>>;
}

export interface DavRequest {
  readonly depth?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: those of the account. `null`: none. */
  readonly credentials?: readonly [user: string, password: string] | null;
}

export interface CaldavRig extends AsyncDisposable {
  readonly t: TestHost;
  readonly password: string;
  readonly logLines: readonly string[];
  dav(method: string, path: string, request?: DavRequest): Promise<DavAnswer>;
  /** Adds access through the API. Returns its credentials. */
  addAccess(kind: string, target: string, options?: readonly string[]): Promise<{ address: string; password?: string; name: string }>;
  revoke(name: string): Promise<void>;
  /** Uses another password of the account from now on. */
  usePassword(access: string): Promise<void>;
  /** PUT of an iCalendar text. */
  put(path: string, text: string, headers?: Readonly<Record<string, string>>): Promise<DavAnswer>;
  /** The iCalendar text of a resource. */
  get(path: string): Promise<string>;
  /** The hrefs of a collection's resources. */
  list(path: string): Promise<string[]>;
  /** The path of a collection by its display name. */
  pathOf(title: string): Promise<string>;
  /** Summaries in a report on a collection. */
  query(path: string, filter: string): Promise<string[]>;
  restart(change?: Partial<TestHostOptions>): Promise<CaldavRig>;
}

const token = "the-full-token-of-the-test";
export const basic = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

/** A host with calendars and lists, as calendar programs see it over HTTP. */
export async function createCaldavRig(
  options: Partial<TestHostOptions> = {},
  caldav: CaldavOptions = {},
  http: HttpOptions = {},
): Promise<CaldavRig> {
  const t = await createTestHost({ plugins: [{ plugin: calendarPlugin }, { plugin: todoPlugin }], agenda, ...options });
  return rigFor(t, caldav, http);
}

async function rigFor(t: TestHost, caldav: CaldavOptions, options: HttpOptions): Promise<CaldavRig> {
  const surface = createCaldavSurface(t.host, caldav);
  const logLines: string[] = [];
  const logAt = (level: string) => (message: string) => void logLines.push(`${level} ${message}`);
  const log = { debug: logAt("debug"), info: logAt("info"), warn: logAt("warn"), error: logAt("error") };
  const http = await createHttpSurface(t.host, { token, clock: t.clock, log, mounts: [surface], ...options });
  const send = async (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Response> => {
    const request = new Request(new URL(path, "http://127.0.0.1:8365"), {
      method: method === "TRACE" ? "POST" : method,
      headers: { host: "127.0.0.1:8365", ...headers },
      redirect: "manual",
      ...(body !== undefined && { body }),
    });
    // A Request cannot be made with it, but a server can receive it.
    if (method === "TRACE") Object.defineProperty(request, "method", { value: method });
    return http.fetch(request, { incoming: { socket: { remoteAddress: "127.0.0.1" } } });
  };
  const api = async (method: string, path: string, body?: object) =>
    (await send(method, path, { authorization: `Bearer ${token}` }, body && JSON.stringify(body))).json() as Promise<any>;
  let password: string;
  const rig: CaldavRig = {
    t,
    get password() {
      return password;
    },
    logLines,
    async dav(method, path, { depth, body, headers = {}, credentials } = {}) {
      const [user, secret] = credentials ?? ["home", password];
      const authorization = credentials === null ? {} : { authorization: basic(user, secret) };
      const response = await send(method, path, { ...authorization, ...(depth !== undefined && { depth }), ...headers }, body);
      return readAnswer(response);
    },
    async addAccess(kind, target, kindOptions = []) {
      const { grant, credentials } = await api("POST", "/api/v1/access", { kind, target, options: kindOptions });
      return { ...credentials, name: grant.name };
    },
    async revoke(name) {
      await send("DELETE", `/api/v1/access?name=${encodeURIComponent(name)}`, { authorization: `Bearer ${token}` });
    },
    async usePassword(access) {
      const { credentials } = await api("POST", "/api/v1/access", {
        kind: "caldav",
        target: "home",
        access,
        name: `${access} ${Math.random()}`,
      });
      password = credentials.password;
    },
    put: (path, text, headers = {}) =>
      rig.dav("PUT", path, { body: text, headers: { "content-type": 'text/calendar; charset="utf-8"', ...headers } }),
    async get(path) {
      const { status, text } = await rig.dav("GET", path);
      if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
      return text;
    },
    async list(path) {
      const { found } = await rig.dav("PROPFIND", path, { depth: "1", body: propfind("<D:getetag/>") });
      return Object.keys(found).filter((href) => href.endsWith(".ics"));
    },
    async pathOf(title) {
      const { found } = await rig.dav("PROPFIND", "/dav/calendars/home/", { depth: "1", body: propfind("<D:displayname/>") });
      const path = Object.entries(found).find(([, properties]) => properties["{DAV:}displayname"]?.text === title)?.[0];
      if (path === undefined) throw new Error(`There is no collection ${title}.`);
      return path;
    },
    async query(path, filter) {
      const { status, text, found } = await rig.dav("REPORT", path, { depth: "1", body: calendarQuery(filter) });
      if (status !== 207) throw new Error(`${status} ${text}`);
      return Object.values(found)
        .map((properties) => componentsIn(properties[calendarData]!.text)[0]!.getFirstPropertyValue("summary") as string)
        .sort();
    },
    async restart(change) {
      await http.close();
      return rigFor(await t.restart(change), caldav, options);
    },
    async [Symbol.asyncDispose]() {
      await http.close();
      await t[Symbol.asyncDispose]();
    },
  };
  password = (await rig.addAccess("caldav", "home")).password!;
  return rig;
}

export const calendarData = "{urn:ietf:params:xml:ns:caldav}calendar-data";
const prefixes =
  'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="http://apple.com/ns/ical/" xmlns:CS="http://calendarserver.org/ns/"';
export const propfind = (properties: string): string => `<D:propfind ${prefixes}><D:prop>${properties}</D:prop></D:propfind>`;
export const report = (name: string, content: string): string => `<${name} ${prefixes}>${content}</${name}>`;
export const calendarQuery = (filter: string, data = "<C:calendar-data/>"): string =>
  report(
    "C:calendar-query",
    `<D:prop><D:getetag/>${data}</D:prop><C:filter><C:comp-filter name="VCALENDAR">${filter}</C:comp-filter></C:filter>`,
  );
export const syncReport = (syncToken: string, more = ""): string =>
  report(
    "D:sync-collection",
    `<D:sync-token>${syncToken}</D:sync-token><D:sync-level>1</D:sync-level>${more}<D:prop><D:getetag/></D:prop>`,
  );

async function readAnswer(response: Response): Promise<DavAnswer> {
  const text = await response.text();
  const xml = response.headers.get("content-type")?.startsWith("application/xml") ? readAnswerXml(text) : undefined;
  const found: Record<string, Record<string, AnswerElement>> = {};
  const missing: Record<string, string[]> = {};
  const statuses: Record<string, string> = {};
  for (const each of xml?.name === "multistatus" ? xml.children.filter(({ name }) => name === "response") : []) {
    const child = (name: string) => each.children.find((one) => one.name === name);
    const href = child("href")!.text;
    const status = child("status");
    if (status) statuses[href] = status.text.slice(9);
    for (const propstat of each.children.filter(({ name }) => name === "propstat")) {
      const properties = propstat.children.find(({ name }) => name === "prop")!.children;
      if (propstat.children.find(({ name }) => name === "status")!.text.includes(" 200 "))
        found[href] = { ...found[href], ...Object.fromEntries(properties.map((one) => [one.fullName, one])) };
      else missing[href] = [...(missing[href] ?? []), ...properties.map((one) => one.fullName)];
    }
  }
  return { status: response.status, headers: response.headers, text, xml, found, statuses, missing };
}

/** The events and tasks of an iCalendar text, as ical.js reads them. Throws for lines that RFC 5545 does not allow. */
export function componentsIn(text: string): ICAL.Component[] {
  const tooLong = text.split("\r\n").find((line) => Buffer.byteLength(line) > 75);
  if (tooLong !== undefined || /\n\s*\r?\n|[^\r]\n/.test(text)) throw new Error(`This is not RFC 5545: ${tooLong ?? text}`);
  const root = new ICAL.Component(ICAL.parse(text));
  return [...root.getAllSubcomponents("vevent"), ...root.getAllSubcomponents("vtodo")];
}

/** What was recorded of Home Assistant, one request a file. */
export const recorded = (name: string): string => readFileSync(new URL(`./recorded/${name}.xml`, import.meta.url), "utf8");

export const timed = (subject: string, start: string, end: string, more: object = {}) => ({
  subject,
  start: { dateTime: start, timeZone: "UTC" },
  end: { dateTime: end, timeZone: "UTC" },
  ...more,
});
export const daily = (startDate: string, more: object = {}) => ({
  recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "noEnd", startDate, recurrenceTimeZone: "UTC" } },
  ...more,
});
export const range = (start: string, end?: string): string =>
  `<C:comp-filter name="VEVENT"><C:time-range start="${start}"${end === undefined ? "" : ` end="${end}"`}/></C:comp-filter>`;
