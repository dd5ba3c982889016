import { check } from "../check.ts";
import { leastPrivilege } from "../least-privilege.ts";
import { replayOf } from "../replay.ts";

export const leastPrivileged = check("asks for no more permission than its calls need, and for no less", async function* (subject) {
  yield* leastPrivilege(replayOf(subject, await subject.tour()));
});
