import { checkLeastPrivilege } from "../check-least-privilege.ts";
import { createContractCheck } from "../contract-check.ts";
import { requestReplayOf } from "../request-replay.ts";

export const leastPermissions = createContractCheck(
  "declares the least privileged permissions that its requests need",
  async function* (subject) {
    yield* checkLeastPrivilege(requestReplayOf(subject, await subject.run()));
  },
);
