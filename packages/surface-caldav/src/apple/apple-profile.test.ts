import { SaxesParser } from "saxes";
import { expect, it } from "vitest";
import { createCaldavProfile, createSubscriptionProfile } from "./apple-profile.ts";

/** The values of a property list by key, outer ones first. Throws for XML that is not well-formed. */
function valuesIn(text: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  let key = "";
  let content = "";
  const parser = new SaxesParser();
  parser.on("opentag", () => {
    content = "";
  });
  parser.on("text", (part) => {
    content += part;
  });
  parser.on("closetag", ({ name }) => {
    if (name === "key") key = content;
    else if (name !== "dict" && name !== "array" && name !== "plist") {
      const values = found[key] ?? [];
      values.push(name === "string" || name === "integer" ? content : name);
      found[key] = values;
    }
  });
  parser.write(text).close();
  return found;
}

const secret = "0123456789abcdef0123456789abcdef01234567";

it("adds a CalDAV account behind a proxy with a path", () => {
  const { name, mediaType, content } = createCaldavProfile({
    name: "Ada's <phone> & tablet",
    address: "https://example.org/casement/dav/",
    principal: "https://example.org/casement/dav/principals/home/",
    userName: "home",
    secret,
  });
  expect([name, mediaType]).toEqual(["Ada-s -phone- - tablet.mobileconfig", "application/x-apple-aspen-config"]);
  const values = valuesIn(content);
  expect(values).toMatchObject({
    PayloadType: ["Configuration", "com.apple.caldav.account"],
    PayloadDisplayName: ["Casement: Ada's <phone> & tablet", "Ada's <phone> & tablet"],
    CalDAVAccountDescription: ["Ada's <phone> & tablet"],
    CalDAVHostName: ["example.org"],
    CalDAVPort: ["443"],
    CalDAVPrincipalURL: ["/casement/dav/principals/home/"],
    CalDAVUseSSL: ["true"],
    CalDAVUsername: ["home"],
    CalDAVPassword: [secret],
  });
  expect(new Set(values.PayloadUUID).size).toBe(2);
  for (const uuid of values.PayloadUUID!) expect(uuid).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}$/);
});

it("adds an account of a hub on the same Mac", () => {
  const address = "http://127.0.0.1:8365/dav/";
  const { content } = createCaldavProfile({ name: "Mac", address, principal: `${address}principals/home/`, userName: "home", secret });
  expect(valuesIn(content)).toMatchObject({ CalDAVHostName: ["127.0.0.1"], CalDAVPort: ["8365"], CalDAVUseSSL: ["false"] });
});

it("subscribes to a calendar address", () => {
  const address = `https://example.org/ics/${secret}.ics`;
  const { content } = createSubscriptionProfile({ name: "home/calendar/family", address, secret });
  expect(valuesIn(content)).toMatchObject({
    PayloadType: ["Configuration", "com.apple.subscribedcalendar.account"],
    SubCalAccountHostName: [address],
    SubCalAccountUseSSL: ["true"],
  });
});

it("replaces an earlier profile of the same access, and no other", () => {
  const uuidOf = (other: string) =>
    valuesIn(createSubscriptionProfile({ name: "Hall", address: "https://example.org/", secret: other }).content).PayloadUUID;
  expect(uuidOf(secret)).toEqual(uuidOf(secret));
  expect(uuidOf(secret)).not.toEqual(uuidOf("another"));
});
