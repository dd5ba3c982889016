import { describe, expect, it } from "vitest";
import { validOptions, validPlugin } from "../../test/contract/broken-plugin.fixture.ts";
import { hasPublishedMap, publishedMap, publishedOperations } from "../../test/contract/published-map.fixture.ts";
import { sliceExceptions, sliceOptions } from "../../test/slices/slice-options.fixture.ts";
import { completePermissionMap } from "../complete-permission-map.ts";
import { clockSlice } from "../slices/clock-slice.ts";
import { todoSlice } from "../slices/todo-slice.ts";
import { checkLeastPrivilege } from "./check-least-privilege.ts";
import { createContractSubject } from "./create-contract-subject.ts";
import { requestReplayOf } from "./request-replay.ts";

if (!hasPublishedMap)
  console.warn("Microsoft's permission map (shared/graph/permissions.json) is not beside the repository. Its tests are skipped.");

describe.skipIf(!hasPublishedMap)("least privilege by Microsoft's map as it was published", () => {
  const subjects = [
    createContractSubject(validPlugin, validOptions),
    createContractSubject(todoSlice, sliceOptions.todo),
    createContractSubject(clockSlice, { ...sliceOptions.clock, exceptions: sliceExceptions }),
  ];
  for (const subject of subjects)
    it(`agrees on ${subject.definition.id}`, async () => {
      const replay = { ...requestReplayOf(subject, await subject.run()), map: publishedMap() };
      expect(replay.requests.length).toBeGreaterThan(0);
      expect(checkLeastPrivilege(replay)).toEqual([]);
      expect(checkLeastPrivilege({ ...replay, scopes: [...replay.scopes, { scope: "Mail.Read", tier: "read" }] })).toHaveLength(1);
    });

  it("agrees with core on every request without an override", () => {
    const different = publishedOperations().flatMap(({ method, path, work, personal }) => {
      const example = path.replaceAll("{id}", "x");
      return (["work", "personal"] as const).flatMap((accountType) => {
        const ours = completePermissionMap.permissionsOf(method, example, accountType);
        if (ours?.basis === "override") return [];
        const theirs = { work, personal }[accountType];
        const isSame =
          ours?.least === theirs?.least &&
          new Set([...(ours?.higher ?? []), ...(theirs?.higher ?? [])]).size === (theirs?.higher ?? []).length;
        return isSame ? [] : [`${accountType} ${method} ${path}`];
      });
    });
    expect(different).toEqual([]);
  });
});
