import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { ianaZone, preferredTimeZone, preferTimeZone, requireZone, windowsZone } from "./index.ts";
import { windowsZones } from "./windows-zones.generated.ts";

describe("zone names", () => {
  it.each([
    ["W. Europe Standard Time", "Europe/Berlin"],
    ["Eastern Standard Time", "America/New_York"],
    ["New Zealand Standard Time", "Pacific/Auckland"],
    ["India Standard Time", "Asia/Kolkata"],
    ["Pacific Standard Time", "America/Los_Angeles"],
    ["UTC", "UTC"],
    ["utc", "UTC"],
    ["tzone://Microsoft/Utc", "UTC"],
    ["Europe/Berlin", "Europe/Berlin"],
    ["europe/berlin", "Europe/Berlin"],
    ["Asia/Kolkata", "Asia/Kolkata"],
    ["FLE STANDARD TIME", "Europe/Kyiv"],
    ["Myanmar Standard Time", "Asia/Yangon"],
    ["Kamchatka Standard Time", "Asia/Kamchatka"],
    ["Mid-Atlantic Standard Time", "Etc/GMT+2"],
  ])("%s is %s", (name, zone) => expect(ianaZone(name)).toBe(zone));

  it.each([
    "Customized Time Zone",
    "tzone://Microsoft/Custom",
    "Greenwich Standard Time 1",
    "",
    "Nowhere Standard Time",
    "+02:00",
    "Europe/Atlantis",
  ])("%j is unknown", (name) => {
    expect(ianaZone(name)).toBeUndefined();
    expect(windowsZone(name)).toBeUndefined();
    expect(() => requireZone(name)).toThrow(RangeError);
  });

  it.each([
    ["Europe/Berlin", "W. Europe Standard Time"],
    ["Europe/Vienna", "W. Europe Standard Time"],
    ["America/New_York", "Eastern Standard Time"],
    ["Pacific/Auckland", "New Zealand Standard Time"],
    ["Asia/Kolkata", "India Standard Time"],
    ["Asia/Calcutta", "India Standard Time"],
    ["UTC", "UTC"],
    ["W. Europe Standard Time", "W. Europe Standard Time"],
    ["Europe/Kyiv", "FLE Standard Time"],
    ["Europe/Kiev", "FLE Standard Time"],
    ["America/Ciudad_Juarez", "Mountain Standard Time"],
    ["CET", "Romance Standard Time"],
    ["EET", "GTB Standard Time"],
    ["MET", "Romance Standard Time"],
    ["WET", "GMT Standard Time"],
    ["America/Montreal", "Eastern Standard Time"],
    ["Pacific/Kanton", "UTC+13"],
    ["America/Coyhaique", "Magallanes Standard Time"],
    ["US/Pacific", "Pacific Standard Time"],
    ["Asia/Almaty", "West Asia Standard Time"],
    ["Etc/GMT-14", "Line Islands Standard Time"],
  ])("Windows calls %s %s", (zone, name) => expect(windowsZone(zone)).toBe(name));

  it.each(["__proto__", "constructor", "toString", "Customized Time Zone", ""])("%j is no time zone", (name) => {
    expect([ianaZone(name), windowsZone(name)]).toEqual([undefined, undefined]);
    expect(() => preferTimeZone(name)).toThrow(RangeError);
  });

  const everyName = new Set([...Intl.supportedValuesOf("timeZone"), ...Object.values(windowsZones).join(" ").split(" ")]);
  const known = [...everyName].filter((name) => ianaZone(name) !== undefined);

  it("has a Windows name for every time zone that this Node.js knows, except one", () => {
    expect(known.length).toBeGreaterThan(580);
    expect(known.filter((name) => windowsZone(name) === undefined)).toEqual(["Antarctica/Troll"]);
  });

  it("has a Windows name with the same offsets, in winter and summer", () => {
    const instants = ["2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z"].map((text) => Temporal.Instant.from(text));
    const offsetAt = (instant: Temporal.Instant, zone: string) => instant.toZonedDateTimeISO(requireZone(zone)).offset;
    const offsetsDiffer = (name: string) =>
      instants.some((instant) => offsetAt(instant, windowsZone(name) ?? name) !== offsetAt(instant, name));
    expect(known.filter(offsetsDiffer)).toEqual([]);
  });
});

describe("the Prefer header", () => {
  it("has the Windows name", () => {
    expect(preferTimeZone("Europe/Berlin")).toBe('outlook.timezone="W. Europe Standard Time"');
    expect(preferTimeZone("UTC")).toBe('outlook.timezone="UTC"');
    expect(preferTimeZone("Antarctica/Troll")).toBe('outlook.timezone="UTC"');
    expect(() => preferTimeZone("Customized Time Zone")).toThrow(RangeError);
  });

  it.each([
    ['outlook.timezone="Pacific Standard Time"', "Pacific Standard Time"],
    ['IdType="ImmutableId", outlook.timezone="Europe/Berlin"', "Europe/Berlin"],
    ['odata.maxpagesize=2;Outlook.TimeZone = "UTC"', "UTC"],
    ["outlook.timezone=UTC", "UTC"],
    ['outlook.body-content-type="text"', undefined],
    [null, undefined],
  ])("%s names %s", (header, zone) => expect(preferredTimeZone(header)).toBe(zone));
});
