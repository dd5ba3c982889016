import { type CallContext, CasementError, type SensorInstance, type SensorInstances } from "@casement/core";
import { peopleOf, type StatusConfig } from "../config.ts";
import { type PresenceNeeds, presenceKey } from "../feeds/presence-needs.ts";
import { findUser, isObjectId } from "../find-user.ts";

/** One sensor for each person in the configuration. People who cannot be found are skipped. */
export async function peopleInstances({ config, graph, log, signal }: CallContext<StatusConfig>): Promise<SensorInstances<PresenceNeeds>> {
  let incomplete = false;
  const found = await Promise.all(
    peopleOf(config).map(async ({ user, name }, index) => {
      if (isObjectId(user) && name !== undefined) return toInstance(user.toLowerCase(), name);
      try {
        const person = await findUser(graph, user);
        if (person) return toInstance(person.id, name ?? person.displayName ?? "Person");
        log.warn(`people.${index}: there is no such user. Use the principal name with which the person signs in.`);
      } catch (error) {
        if (signal.aborted) throw error;
        incomplete = true;
        log.warn(`people.${index}: could not look up the user. Casement keeps known people and tries again later.`, {
          reason: CasementError.is(error) ? error.message : "unknown",
        });
      }
      return undefined;
    }),
  );
  const instances = new Map<string, SensorInstance<PresenceNeeds>>();
  for (const instance of found) if (instance && !instances.has(instance.id)) instances.set(instance.id, instance);
  return { instances: [...instances.values()], incomplete };
}

function toInstance(id: string, name: string): SensorInstance<PresenceNeeds> {
  return { id, title: name, key: presenceKey, needs: { id, name, own: false } };
}
