import { it } from "vitest";
import { validOptions, validPlugin } from "./broken-plugin.fixture.ts";
import { leastPermissions } from "./checks/least-permissions.ts";
import { scopeConditions } from "./checks/scope-conditions.ts";
import { createContractSubject } from "./create-contract-subject.ts";
import { testPlugin } from "./test-plugin.ts";

testPlugin(validPlugin, validOptions);

it("a scope that only another configuration requests is needed under that configuration", async () => {
  const subject = createContractSubject(validPlugin, { ...validOptions, config: { assistant: true } });
  await scopeConditions(subject);
  await leastPermissions(subject);
});
