import { describe, expect, it } from "vitest";
import { covers, leastPermissions } from "./covers.ts";
import { overrides } from "./overrides.ts";
import { operationList } from "./permission-map.ts";

const byCall = new Map(operationList().map((operation) => [`${operation.method} ${operation.path}`, operation]));

describe("overrides", () => {
  it.each(overrides.flatMap(({ calls, access, why, source }) => calls.map((call) => ({ call, access, why, source }))))(
    "$call departs from the map, with a reason",
    ({ call, access, why, source }) => {
      const mapped = byCall.get(call);
      expect(mapped?.work).toBeDefined();
      expect(mapped?.work).not.toEqual(access);
      expect([why, source]).not.toContain("");
      const [method = "", path = ""] = call.split(" ");
      expect(leastPermissions(method, path.replaceAll("{id}", "x"), "work")).toMatchObject({ ...access, basis: "override" });
    },
  );

  it("somebody else's presence needs Presence.Read.All, one's own does not", () => {
    expect(covers(["Presence.ReadWrite"], "GET", "/users/x/presence", "work").outcome).toBe("missing");
    expect(covers(["Presence.Read.All"], "GET", "/users/x/presence", "work").outcome).toBe("covered");
    expect(covers(["Presence.Read"], "GET", "/me/presence", "work").outcome).toBe("covered");
  });

  it("a calendar permission does not reach into groups, a group permission does", () => {
    expect(covers(["Calendars.ReadWrite"], "GET", "/groups/1/events/2", "work").outcome).toBe("missing");
    expect(covers(["Group.Read.All"], "GET", "/groups/1/events/2/instances", "work").outcome).toBe("covered");
    expect(covers(["Group.Read.All"], "PATCH", "/groups/1/events/2", "work").outcome).toBe("missing");
    expect(covers(["Group.ReadWrite.All"], "DELETE", "/groups/1/calendar/events/2", "work").outcome).toBe("covered");
  });
});
