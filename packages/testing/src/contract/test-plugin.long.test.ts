import { it } from "vitest";
import { brokenPlugin, type PluginCall, validOptions, validPlugin } from "../../test/contract/broken-plugin.fixture.ts";
import { leastPermissions } from "./checks/least-permissions.ts";
import { scopeConditions } from "./checks/scope-conditions.ts";
import { usedScopes } from "./checks/used-scopes.ts";
import { workingSensors } from "./checks/working-sensors.ts";
import { createContractSubject } from "./create-contract-subject.ts";
import { testPlugin } from "./test-plugin.ts";

testPlugin(validPlugin, validOptions);

it("a scope that only another configuration requests is needed under that configuration", async () => {
  const subject = createContractSubject(validPlugin, { ...validOptions, config: { assistant: true } });
  await scopeConditions(subject);
  await leastPermissions(subject);
});

it("accepts a scope that only `instances` needs, without a name in a feed or sensor", async () => {
  const instances = async ({ graph }: PluginCall) => {
    await graph.list("/me/mailFolders");
    return (await graph.list<{ id: string; displayName: string }>("/me/todo/lists")).map(({ id, displayName }) => ({
      id,
      key: id,
      title: displayName,
    }));
  };
  const plugin = brokenPlugin({ scopes: { "Mail.ReadBasic": { tier: "read", why: "Find your lists" } }, sensors: { list: { instances } } });
  const subject = createContractSubject(plugin, validOptions);
  await usedScopes(subject);
  await leastPermissions(subject);
  await workingSensors(subject);
});
