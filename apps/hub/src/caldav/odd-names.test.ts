import { describe, expect, it } from "vitest";
import { report } from "../../test/caldav/caldav-rig.fixture.ts";
import { eventText, hourOn, startCalendar } from "../../test/caldav/calendar-rig.fixture.ts";

const multiget = (...hrefs: string[]): string =>
  report("C:calendar-multiget", `<D:prop><D:getetag/></D:prop>${hrefs.map((href) => `<D:href>${href}</D:href>`).join("")}`);

describe("the name of a resource, which its program chooses", () => {
  it.each([
    ["a number sign", "a%23b.ics"],
    ["a question mark", "a%3Fb.ics"],
    ["a percent sign", "a%25b.ics"],
    ["a slash", "a%2Fb.ics"],
    ["an at sign that is encoded", "a%40b.ics"],
    ["a plus and an ampersand", "a%2Bb&amp;c.ics"],
    ["what looks like a parent folder", "..%2Fb.ics"],
    ["a space, an umlaut and an emoji", "m%C3%BCll%20%F0%9F%97%91.ics"],
  ])("can have %s", async (_, encoded) => {
    const { rig, path } = await startCalendar();
    await using _rig = rig;
    const at = path + encoded.replace("&amp;", "&");
    expect((await rig.put(at, eventText("odd", "SUMMARY:Odd", ...hourOn("20260303")))).status).toBe(201);
    const [listed] = await rig.list(path);
    expect(new URL(listed!, "http://hub.example").pathname).toBe(listed);
    for (const href of [at, listed!]) {
      expect(await rig.get(href)).toContain("SUMMARY:Odd");
      const { found } = await rig.dav("REPORT", path, { depth: "1", body: multiget(href.replace("&", "&amp;")) });
      expect(Object.keys(found)).toEqual([listed]);
    }
    expect((await rig.dav("DELETE", listed!)).status).toBe(204);
    expect(await rig.list(path)).toEqual([]);
  });

  it("is none if it is not UTF-8", async () => {
    const { rig, path } = await startCalendar();
    await using _ = rig;
    expect((await rig.put(`${path}%FF.ics`, eventText("odd", "SUMMARY:Odd", ...hourOn("20260303")))).status).toBe(404);
    const { status, statuses } = await rig.dav("REPORT", path, { depth: "1", body: multiget(`${path}%FF.ics`) });
    expect([status, Object.values(statuses)]).toEqual([207, ["404 Not Found"]]);
  });
});
