import { CasementError, type Clock } from "@casement/core";
import type { Host } from "@casement/host";
import type { GuessLimit } from "../access/guess-limit.ts";
import { isSameSecret } from "../access/secret-hash.ts";
import { textSchema } from "../openapi/schema-builders.ts";
import type { Route } from "../route.ts";
import type { ArrivalLimit } from "./arrival-limit.ts";
import { createNotificationBodies } from "./notification-bodies.ts";
import type { NotificationReceiver } from "./open-notification-receiver.ts";

/** Microsoft's tokens have some hundred characters. */
const maxTokenLength = 4_096;

export interface NotificationRouteContext {
  readonly host: Pick<Host, "notifications">;
  readonly clock: Clock;
  readonly guesses: GuessLimit;
  readonly arrivals: ArrivalLimit;
}

/**
 * The receiver of change notifications. It answers before anything is done with a notification, because Microsoft drops those for slow receivers:
 * https://learn.microsoft.com/graph/change-notifications-delivery-webhooks. Where another process runs the account, it answers once that process has
 * them for sure, and with an error if that fails: Microsoft then sends them again.
 */
export function createNotificationRoutes(
  { host, clock, guesses, arrivals }: NotificationRouteContext,
  receiver: NotificationReceiver | undefined,
): Route[] {
  if (!receiver) return [];
  const bodies = createNotificationBodies(clock);
  return [
    {
      method: "POST",
      path: "/notifications/{secret}",
      access: "open",
      anyQuery: true,
      operationId: "receiveNotifications",
      summary: "Takes change notifications of Microsoft Graph, and answers its handshake",
      response: {
        status: 202,
        description: "The notifications arrived. The handshake is answered with status 200 and its token.",
        content: { "text/plain": textSchema },
      },
      async handle({ request, place, param, query }) {
        if (!isSameSecret(param("secret"), receiver.secret))
          throw guesses.failed(place, new CasementError("not-found", "There is nothing at this address."));
        const token = query("validationToken");
        if (token !== undefined) return answerHandshake(token);
        const account = query("account");
        if (!arrivals.takes(place, account)) return new Response(null, { status: 202 });
        const text = await bodies.read(request, place.client ?? "");
        const { notifications } = host;
        if (notifications.passOn) await notifications.passOn(parseBody(text), account);
        else setImmediate(() => notifications.receive(parseBody(text), account));
        return new Response(null, { status: 202 });
      },
    },
  ];
}

function answerHandshake(token: string): Response {
  if (token.length > maxTokenLength) throw new CasementError("input-invalid", "validationToken: is too long.");
  return new Response(token, { headers: { "content-type": "text/plain; charset=utf-8" } });
}

/** What is not JSON is nothing that Graph sent. */
function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
