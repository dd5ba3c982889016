import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "@casement/core";
import { readWakeUps } from "../protocol/read-wake-ups.ts";
import { authorizationScheme, hubPath, notificationPath, publicKeyPattern } from "../protocol/relay-protocol.ts";
import { clientAddressOf } from "./client-address.ts";
import { createHubChallenges } from "./hub-challenges.ts";
import type { HubRegistry } from "./hub-registry.ts";
import { createBodyReader } from "./read-body.ts";

export interface RelayRequests {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  counts(): { readonly passed: number; readonly refused: number };
}

/** Microsoft's tokens have some hundred characters. */
const maxTokenLength = 4_096;
/** A hub that is away comes back soon: Graph sends it again. */
const retryAfterSeconds = "60";

/** Answers the requests of a relay. `isAllowed`: whether the hub with this public key may use it. */
export function createRelayRequests(clock: Clock, registry: HubRegistry, isAllowed: (publicKey: string) => boolean): RelayRequests {
  const challenges = createHubChallenges(clock);
  const bodies = createBodyReader(clock);
  let [passed, refused] = [0, 0];

  /** Of Graph: https://learn.microsoft.com/graph/change-notifications-delivery-webhooks */
  async function takeNotifications(publicKey: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hub = registry.find(publicKey);
    if (!hub) {
      refused++;
      return respond(response, 503, "This hub is not connected.", { "retry-after": retryAfterSeconds });
    }
    const token = new URL(request.url ?? "/", "http://relay").searchParams.get("validationToken");
    if (token !== null) return token.length > maxTokenLength ? respond(response, 400) : respond(response, 200, token);
    if (!hub.mayPass()) {
      refused++;
      return respond(response, 202);
    }
    const text = await bodies.read(request, clientAddressOf(request) ?? "");
    if (text === undefined) {
      refused++;
      hub.drop();
      // The rest of the body ends with the connection.
      return respond(response, 413, "", { connection: "close" });
    }
    passed++;
    respond(response, 202);
    setImmediate(() => {
      const wakeUps = readWakeUps(text);
      if (wakeUps) hub.pass(wakeUps);
      else hub.drop();
    });
  }

  function openStream(publicKey: string, request: IncomingMessage, response: ServerResponse) {
    const [scheme, proof = ""] = (request.headers.authorization ?? "").split(" ");
    const [challenge = "", signature = ""] = proof.split(".");
    if (scheme !== authorizationScheme || !challenges.isProven(publicKey, challenge, signature))
      return respond(response, 401, "Sign a challenge first.", { "www-authenticate": authorizationScheme });
    const client = clientAddressOf(request);
    const hub = registry.findOrAdd(publicKey, client);
    if (!hub) return respond(response, 503, "Too many hubs use this relay.", { "retry-after": retryAfterSeconds });
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" });
    const lastId = request.headers["last-event-id"];
    hub.open(response, typeof lastId === "string" ? lastId : undefined, client);
  }

  return {
    async answer(request, response) {
      const { pathname } = new URL(request.url ?? "/", "http://relay");
      const { method } = request;
      if (method === "GET" && pathname === "/health") return respond(response, 200, '{"status":"ok","program":"casement-relay"}');
      const [, path = "", publicKey = "", part = ""] = /^(\/[a-z]+\/)([\w-]+)(\/[a-z]+)?$/.exec(pathname) ?? [];
      if (!publicKeyPattern.test(publicKey)) return respond(response, 404);
      if (!isAllowed(publicKey)) return respond(response, path === hubPath ? 403 : 404, "This hub may not use this relay.");
      if (method === "POST" && path === notificationPath && part === "") return takeNotifications(publicKey, request, response);
      if (method === "POST" && path === hubPath && part === "/challenge") return respond(response, 200, challenges.create(publicKey));
      if (method === "GET" && path === hubPath && part === "/stream") return openStream(publicKey, request, response);
      respond(response, 404);
    },
    counts: () => ({ passed, refused }),
  };
}

function respond(response: ServerResponse, status: number, text = "", headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    ...headers,
  });
  response.end(text);
}
