import { expect, it } from "vitest";
import { createCaldavRig, propfind, report } from "../../test/caldav/caldav-rig.fixture.ts";

const all =
  "<D:resourcetype/><D:displayname/><C:calendar-home-set/><C:calendar-user-address-set/><D:principal-URL/><C:schedule-inbox-URL/>";

it("a program finds its way from the root to its calendars", async () => {
  await using rig = await createCaldavRig();
  const { dav } = rig;
  const principal = propfind("<D:current-user-principal/>");
  const stranger = await dav("PROPFIND", "/dav/", { depth: "0", body: principal, credentials: null });
  expect([stranger.status, stranger.headers.get("www-authenticate")]).toEqual([401, 'Basic realm="Casement", charset="UTF-8"']);
  const root = await dav("PROPFIND", "/dav/", { depth: "0", body: principal });
  expect(root.status).toBe(207);
  const href = root.found["/dav/"]!["{DAV:}current-user-principal"]!.children[0]!.text;
  expect(href).toBe("/dav/principals/home/");

  const own = await dav("PROPFIND", href, { depth: "0", body: propfind(all) });
  const hrefOf = (name: string) => own.found[href]![name]!.children.at(-1)!.text;
  expect([
    hrefOf("{urn:ietf:params:xml:ns:caldav}calendar-home-set"),
    hrefOf("{urn:ietf:params:xml:ns:caldav}calendar-user-address-set"),
    hrefOf("{DAV:}principal-URL"),
  ]).toEqual(["/dav/calendars/home/", href, href]);
  expect(own.text).toContain("<D:href>mailto:ada@contoso.example</D:href>");
  expect(own.missing[href]).toEqual(["{urn:ietf:params:xml:ns:caldav}schedule-inbox-URL"]);

  rig.t.emulator.control.todo.addList("ada@contoso.example", "Groceries");
  await rig.t.account.rescan();
  const wanted = "<D:displayname/><C:supported-calendar-component-set/><A:calendar-color/><A:calendar-order/><D:sync-token/><CS:getctag/>";
  const home = await dav("PROPFIND", "/dav/calendars/home", { depth: "1", body: propfind(wanted) });
  const [first, ...collections] = Object.entries(home.found);
  expect(first![0]).toBe("/dav/calendars/home/");
  const shown = collections.map(([path, properties]) => ({
    path,
    title: properties["{DAV:}displayname"]!.text,
    components: properties["{urn:ietf:params:xml:ns:caldav}supported-calendar-component-set"]!.children.map((each) => each.attributes.name),
    order: properties["{http://apple.com/ns/ical/}calendar-order"]!.text,
    token: properties["{DAV:}sync-token"]!.text === properties["{http://calendarserver.org/ns/}getctag"]!.text,
  }));
  const path = expect.stringMatching(/^\/dav\/calendars\/home\/[0-9a-f]{12}\/$/);
  expect(shown).toEqual([
    { path, title: "Calendar", components: ["VEVENT"], order: "0", token: true },
    { path, title: "Tasks", components: ["VTODO"], order: "1", token: true },
    { path, title: "Flagged Emails", components: ["VTODO"], order: "2", token: true },
    { path, title: "Groceries", components: ["VTODO"], order: "3", token: true },
  ]);
  expect(new Set(shown.map((each) => each.path)).size).toBe(4);
});

it("answers every kind of PROPFIND, and refuses infinite depth", async () => {
  await using rig = await createCaldavRig();
  const path = await rig.pathOf("Calendar");
  for (const depth of ["infinity", undefined]) {
    const deep = await rig.dav("PROPFIND", path, { ...(depth !== undefined && { depth }), body: propfind("<D:displayname/>") });
    expect([deep.status, deep.xml!.children[0]!.name]).toEqual([403, "propfind-finite-depth"]);
  }
  const allprop = await rig.dav("PROPFIND", path, { depth: "0", body: '<propfind xmlns="DAV:"><allprop/></propfind>' });
  const empty = await rig.dav("PROPFIND", path, { depth: "0" });
  expect(Object.keys(allprop.found[path]!)).toEqual(["{DAV:}resourcetype", "{DAV:}displayname"]);
  expect(empty.found).toEqual(allprop.found);
  const names = await rig.dav("PROPFIND", path, { depth: "0", body: '<propfind xmlns="DAV:"><propname/></propfind>' });
  expect(Object.keys(names.found[path]!)).toContain("{DAV:}sync-token");
  const odd = await rig.dav("PROPFIND", path, { depth: "0", body: propfind('<E:odd xmlns:E="urn:odd"/>') });
  expect(odd.missing[path]).toEqual(["{urn:odd}odd"]);
  for (const folder of ["/dav/", "/dav/principals/", "/dav/calendars/", "/dav/principals/home/", "/dav/calendars/home/"])
    expect([folder, (await rig.dav("PROPFIND", folder, { depth: "1" })).status]).toEqual([folder, 207]);
  for (const nothing of ["/dav/x/", "/dav/calendars/home/0123456789ab/", `${path}x.ics`, `${path}x/y/z`])
    expect([nothing, (await rig.dav("PROPFIND", nothing, { depth: "0" })).status]).toEqual([nothing, 404]);
});

it("redirects from the well-known address, and tells strangers what it can do", async () => {
  await using rig = await createCaldavRig();
  for (const method of ["GET", "PROPFIND", "OPTIONS", "PUT"]) {
    const { status, headers } = await rig.dav(method, "/.well-known/caldav", { credentials: null });
    expect([method, status, headers.get("location")]).toEqual([method, 301, "/dav/"]);
  }
  const options = await rig.dav("OPTIONS", "/dav/calendars/home/", { credentials: null });
  expect([options.headers.get("dav"), options.headers.get("allow")]).toEqual([
    "1, 3, calendar-access",
    "OPTIONS, GET, HEAD, PUT, DELETE, MOVE, PROPFIND, PROPPATCH, REPORT",
  ]);
});

it("is found below the path of a reverse proxy", async () => {
  await using rig = await createCaldavRig({}, {}, { publicUrl: "https://example.org/casement" });
  const { address } = await rig.addAccess("caldav", "home");
  expect(address).toBe("https://example.org/casement/dav/");
  const headers = { host: "example.org", "x-forwarded-proto": "https" };
  const root = await rig.dav("PROPFIND", "/casement/dav/", { depth: "0", headers, body: propfind("<D:current-user-principal/>") });
  expect(root.text).toContain("<D:href>/casement/dav/principals/home/</D:href>");
});

it.each([
  ["updates are off", { enableUpdate: false }, "full"],
  ["the password can only read", {}, "read"],
])("where %s, everything can only be read, and a change is refused with the reason", async (_, account, access) => {
  await using rig = await createCaldavRig({ account });
  await rig.usePassword(access);
  const path = await rig.pathOf("Calendar");
  const { found } = await rig.dav("PROPFIND", path, { depth: "0", body: propfind("<D:current-user-privilege-set/>") });
  const privileges = found[path]!["{DAV:}current-user-privilege-set"]!.children.map((each) => each.children[0]!.name);
  expect(privileges).toEqual(["read", "read-current-user-privilege-set"]);
  for (const [method, target] of [
    ["PUT", `${path}x.ics`],
    ["DELETE", `${path}x.ics`],
    ["MOVE", `${path}x.ics`],
    ["MKCOL", "/dav/calendars/home/new/"],
    ["MKCALENDAR", "/dav/calendars/home/"],
    ["DELETE", path],
  ] as const) {
    const { status, xml } = await rig.dav(method, target, { body: "BEGIN:VCALENDAR" });
    expect([method, target, status]).toEqual([method, target, 403]);
    const [precondition, description] = xml!.children;
    expect(precondition!.name).toBe("need-privileges");
    expect(precondition!.children[0]!.children[0]!.text).toBe(target);
    expect(description!.text).not.toBe("");
  }
});

it("where updates are on, programs see that they can write", async () => {
  await using rig = await createCaldavRig();
  const path = await rig.pathOf("Calendar");
  const { found } = await rig.dav("PROPFIND", path, { depth: "0", body: propfind("<D:current-user-privilege-set/>") });
  const privileges = found[path]!["{DAV:}current-user-privilege-set"]!.children.map((each) => each.children[0]!.name);
  expect(privileges).toEqual(["read", "read-current-user-privilege-set", "write-content", "bind", "unbind"]);
});

it("an account that has signed out is not one without calendars", async () => {
  await using rig = await createCaldavRig();
  const path = await rig.pathOf("Calendar");
  await rig.t.account.logout();
  for (const [method, at, depth] of [
    ["PROPFIND", "/dav/calendars/home/", "1"],
    ["PROPFIND", path, "0"],
    ["GET", `${path}x.ics`, "0"],
  ] as const) {
    const { status, headers } = await rig.dav(method, at, { depth });
    expect([method, at, status, headers.get("retry-after")]).toEqual([method, at, 503, "300"]);
  }
  await rig.t.signIn();
  expect(await rig.pathOf("Calendar")).toBe(path);
});

it("answers what it does not have with the protocol's own errors", async () => {
  await using rig = await createCaldavRig();
  const path = await rig.pathOf("Calendar");
  const answer = async (method: string, body?: string) => {
    const { status, xml } = await rig.dav(method, path, { depth: "0", ...(body !== undefined && { body }) });
    return [status, xml?.children[0]?.name];
  };
  const bomb = '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>';
  expect(await answer("PROPFIND", "<a><b></a>")).toEqual([400, "responsedescription"]);
  expect(await answer("REPORT", bomb)).toEqual([400, "responsedescription"]);
  expect(await answer("REPORT", "<a/>".padEnd(10_000_000))).toEqual([413, "responsedescription"]);
  expect(await answer("REPORT")).toEqual([400, "responsedescription"]);
  expect(await answer("REPORT", '<x xmlns="DAV:"/>')).toEqual([403, "supported-report"]);
  expect(await answer("PROPFIND", '<x xmlns="DAV:"/>')).toEqual([400, "responsedescription"]);
  for (const method of ["LOCK", "UNLOCK", "TRACE", "ACL", "SEARCH", "GET"])
    expect([method, (await answer(method))[0]]).toEqual([method, 405]);
  const patch = report(
    "D:propertyupdate",
    "<D:set><D:prop><A:calendar-color>#fff</A:calendar-color><D:displayname>x</D:displayname></D:prop></D:set>",
  );
  const patched = await rig.dav("PROPPATCH", path, { body: patch });
  expect([patched.status, patched.missing[path]]).toEqual([207, ["{http://apple.com/ns/ical/}calendar-color", "{DAV:}displayname"]]);
  expect(patched.text.match(/403 Forbidden/g)).toHaveLength(1);
});

it("lets in only the password of the account, and slows guesses", async () => {
  await using rig = await createCaldavRig();
  const other = await rig.addAccess("caldav", "home");
  const status = async (path: string, credentials: readonly [string, string]) =>
    (await rig.dav("PROPFIND", path, { depth: "0", credentials })).status;
  expect(await status("/dav/", ["home", other.password!])).toBe(207);
  for (const path of ["/dav/principals/work/", "/dav/calendars/work/", "/dav/calendars/work/0123456789ab/"])
    expect([path, await status(path, ["home", other.password!])]).toEqual([path, 403]);
  await rig.revoke(other.name);
  expect(await status("/dav/", ["home", other.password!])).toBe(401);
  for (let count = 0; count < 4; count++) expect(await status("/dav/", ["home", "guess"])).toBe(401);
  expect(await status("/dav/", ["home", "guess"])).toBe(429);
  expect(await status("/dav/", ["home", rig.password])).toBe(207);
});
