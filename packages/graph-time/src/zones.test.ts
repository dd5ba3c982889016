import { describe, expect, it } from "vitest";
import { ianaZone, preferredTimeZone, preferTimeZone, requireZone, windowsZone } from "./index.ts";

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
  ])("%s is %s", (name, zone) => expect(ianaZone(name)).toBe(zone));

  it.each(["Customized Time Zone", "", "Nowhere Standard Time", "+02:00", "Europe/Atlantis"])("%j is unknown", (name) => {
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
  ])("Windows calls %s %s", (zone, name) => expect(windowsZone(zone)).toBe(name));
});

describe("the Prefer header", () => {
  it("has the Windows name", () => {
    expect(preferTimeZone("Europe/Berlin")).toBe('outlook.timezone="W. Europe Standard Time"');
    expect(preferTimeZone("UTC")).toBe('outlook.timezone="UTC"');
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
