import { service } from "@casement/core";
import * as z from "zod";
import { eventIdFields } from "./event-input.ts";
import { eventPathOf, eventReference, resolveEventId } from "./event-reference.ts";
import { type EventIdServiceOptions, passErrors } from "./event-service-options.ts";
import { reachesAttendees } from "./reaches-attendees.ts";

/** Makes the service that deletes events. */
export function defineRemoveEvent<const S extends string>(options: EventIdServiceOptions<S>) {
  const { basePath, handleErrors = passErrors, ...differences } = options;
  return service({
    ...differences,
    input: z.object(eventIdFields),
    output: eventReference,
    effect: "remove",
    repeatable: true,
    reachesOthers: ({ item }) => reachesAttendees(item),
    item: { of: "calendar", does: "remove", id: "id" },
    run: (call) =>
      handleErrors(async () => {
        const base = basePath(call);
        const id = await resolveEventId(call, base);
        await call.graph.send("DELETE", eventPathOf(base, id));
        call.markWritten(id);
        return { id };
      }),
  });
}
