import { describe, expect, it } from "vitest";
import { createPermissionMap } from "./permission-map.ts";
import { permissionOverrides } from "./permission-overrides.ts";
import { firstPartyOperations } from "./permission-tables.ts";

const { coverage, permissionsOf } = createPermissionMap();
const operationsByRequest = new Map(firstPartyOperations().map((operation) => [`${operation.method} ${operation.path}`, operation]));

describe("overrides", () => {
  it.each(permissionOverrides.flatMap(({ requests, access, why, source }) => requests.map((call) => ({ call, access, why, source }))))(
    "$request differs from the map, with a reason",
    ({ call, access, why, source }) => {
      const mapped = operationsByRequest.get(call);
      expect(mapped?.work).toBeDefined();
      expect(mapped?.work).not.toEqual(access);
      expect([why, source]).not.toContain("");
      const [method = "", path = ""] = call.split(" ");
      expect(permissionsOf(method, path.replaceAll("{id}", "x"), "work")).toMatchObject({ ...access, basis: "override" });
    },
  );

  it("Presence.Read.All is needed for another user's presence, but not for one's own", () => {
    expect(coverage(["Presence.ReadWrite"], "GET", "/users/x/presence", "work").outcome).toBe("missing");
    expect(coverage(["Presence.Read.All"], "GET", "/users/x/presence", "work").outcome).toBe("covered");
    expect(coverage(["Presence.Read"], "GET", "/me/presence", "work").outcome).toBe("covered");
  });

  it("a calendar permission does not cover group calendars, a group permission does", () => {
    expect(coverage(["Calendars.ReadWrite"], "GET", "/groups/1/events/2", "work").outcome).toBe("missing");
    expect(coverage(["Group.Read.All"], "GET", "/groups/1/events/2/instances", "work").outcome).toBe("covered");
    expect(coverage(["Group.Read.All"], "PATCH", "/groups/1/events/2", "work").outcome).toBe("missing");
    expect(coverage(["Group.ReadWrite.All"], "DELETE", "/groups/1/calendar/events/2", "work").outcome).toBe("covered");
  });
});
