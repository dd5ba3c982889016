import { type CallContext, CasementError, type SensorInstance, type SensorInstances } from "@casement/core";
import { type Config, peopleOf } from "../config.ts";
import type { Want } from "../feeds/sync-presence.ts";
import { findUser, isId } from "../find-user.ts";

export function ownInstance({ config, account }: CallContext<Config>): readonly SensorInstance[] {
  const needs: Want = { id: account.id, name: "Status", own: true };
  return config.own ? [{ id: "own", title: "Status", needs }] : [];
}

/** A sensor per person named in the config. Whoever cannot be found is left out, and stops nobody else. */
export async function peopleInstances({ config, graph, log, signal }: CallContext<Config>): Promise<SensorInstances> {
  let incomplete = false;
  const found = await Promise.all(
    peopleOf(config).map(async ({ user, name }, index): Promise<SensorInstance | undefined> => {
      if (isId(user) && name !== undefined) return instanceOf(user.toLowerCase(), name);
      try {
        const person = await findUser(graph, user);
        if (person) return instanceOf(person.id, name ?? person.displayName ?? "Person");
        log.warn(`people.${index}: nobody has this name or id. Give the principal name that the person signs in with.`);
      } catch (error) {
        if (signal.aborted) throw error;
        incomplete = true;
        log.warn(`people.${index}: cannot be looked up now. Known people stay; it is tried again.`, {
          reason: CasementError.is(error) ? error.message : "unknown",
        });
      }
      return undefined;
    }),
  );
  const instances = found.filter((instance, at) => instance && found.findIndex((other) => other?.id === instance.id) === at);
  return { instances: instances as SensorInstance[], incomplete };
}

function instanceOf(id: string, name: string): SensorInstance {
  const needs: Want = { id, name, own: false };
  return { id, title: name, needs };
}
