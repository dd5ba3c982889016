import { describe, expect, it } from "vitest";
import { completePermissionMap } from "../complete-permission-map.ts";
import { clockSlice } from "../slices/clock-slice.ts";
import { exceptions, fillers } from "../slices/slices.fixture.ts";
import { todoSlice } from "../slices/todo-slice.ts";
import { good, options } from "./broken.fixture.ts";
import { leastPrivilege } from "./least-privilege.ts";
import { hasMicrosoftsMap, microsoftsMap, microsoftsOperations } from "./microsofts-map.fixture.ts";
import { replayOf } from "./replay.ts";
import { createSubject } from "./subject.ts";

if (!hasMicrosoftsMap)
  console.warn("Microsoft's permission map (shared/graph/permissions.json) is not beside the repository: its tests are skipped.");

describe.skipIf(!hasMicrosoftsMap)("least privilege by Microsoft's map as it was published", () => {
  const subjects = [
    createSubject(good, options),
    createSubject(todoSlice, fillers.todo),
    createSubject(clockSlice, { ...fillers.clock, exceptions }),
  ];
  for (const subject of subjects)
    it(`agrees on ${subject.definition.id}`, async () => {
      const replay = { ...replayOf(subject, await subject.tour()), map: microsoftsMap() };
      expect(replay.calls.length).toBeGreaterThan(0);
      expect(leastPrivilege(replay)).toEqual([]);
      expect(leastPrivilege({ ...replay, scopes: [...replay.scopes, { scope: "Mail.Read", tier: "read" }] })).toHaveLength(1);
    });

  it("says of every call what core says, overrides apart", () => {
    const different = microsoftsOperations().flatMap(({ method, path, work, personal }) => {
      const asked = path.replaceAll("{id}", "x");
      return (["work", "personal"] as const).flatMap((kind) => {
        const ours = completePermissionMap.permissionsOf(method, asked, kind);
        if (ours?.basis === "override") return [];
        const theirs = { work, personal }[kind];
        const same =
          ours?.least === theirs?.least &&
          new Set([...(ours?.higher ?? []), ...(theirs?.higher ?? [])]).size === (theirs?.higher ?? []).length;
        return same ? [] : [`${kind} ${method} ${path}`];
      });
    });
    expect(different).toEqual([]);
  });
});
