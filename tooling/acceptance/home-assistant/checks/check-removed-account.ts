import { waitFor } from "../../harness/wait-for.ts";
import type { CheckContext } from "./check-context.ts";

/** An account that is removed takes its entities with it. What Home Assistant logs of it is seen at the end of the run. */
export async function checkRemovedAccount({ ha, household, ok }: CheckContext): Promise<void> {
  const count = async (): Promise<number> =>
    (await ha.states()).filter(({ entity_id }) => entity_id.includes(".casement_personal_")).length;
  const before = await count();
  await household.removeAccount("personal");
  await waitFor("the account's entities to be gone", 30, async () => (await count()) === 0);
  ok(`an account was removed: its ${before} entities are gone`);
}
