import { describe, expect, it } from "vitest";
import { createDirectory } from "../directory.ts";
import { createFakeClock } from "../fake-clock.ts";
import { isInPermissionMap } from "../protocol/check-permission.ts";
import { createDeltaTokens } from "../protocol/delta-tokens.ts";
import { createIdGenerator } from "../protocol/store/id-generator.ts";
import { createBuiltInAreas } from "./built-in-areas.ts";

const context = {
  clock: createFakeClock(),
  directory: createDirectory(),
  seed: "x",
  ids: createIdGenerator("x"),
  deltas: createDeltaTokens(),
  isSharedWith: () => false,
};
const unused = () => Promise.reject(new Error("no subscriptions in this test"));
const routes = Object.values(createBuiltInAreas(context, { readAs: unused, post: unused, validationToken: unused }).areas).flatMap(
  (area) => area.routes,
);
const examplePath = (template: string) =>
  template.replaceAll(/\{\w+\}/g, "AAMkX").replace("reminderView()", "reminderView(startDateTime='2026-03-02',endDateTime='2026-03-03')");

describe("the built-in areas", () => {
  it.each(routes.map((route) => [`${route.method} ${route.template}`, route] as const))(
    "%s is in the permission map or always refused",
    async (_, route) => {
      expect(await isInPermissionMap(route.method, examplePath(route.template), route.template)).toBe(!route.unmapped);
    },
  );

  it("do not define a request twice", () => {
    const paths = routes.map(
      ({ method, template }) =>
        `${method} ${template
          .replaceAll(/\{\w+\}/g, "{}")
          .replaceAll("()", "")
          .toLowerCase()}`,
    );
    expect(paths.filter((call, index) => paths.indexOf(call) !== index)).toEqual([]);
  });
});
