import { Agent, createServer as createHttpServer, type RequestListener, request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { text as readText } from "node:stream/consumers";
import { findFreePort } from "../../acceptance/harness/find-free-port.ts";
import { pauseFor } from "./pause-for.ts";

/** How often the hub gets a notification, and how many milliseconds later. 0: never. */
export interface NotificationFate {
  readonly copies: number;
  readonly afterMs?: number;
}

export interface HubAnswer {
  readonly status: number;
  readonly ms: number;
}

/** Stands between Graph's notifications and the hub, as a reverse proxy that lets nothing else through. */
export interface NotificationProxy {
  readonly publicUrl: string;
  /** Undefined passes every notification once. Graph is told that all arrived. */
  rule: ((body: string) => NotificationFate) | undefined;
  /** What Graph sent, without handshakes. */
  readonly bodies: readonly string[];
  /** The hub's answers to notifications, also to those of `send`. */
  readonly answers: readonly HubAnswer[];
  /** Sends a body to the address that Graph has. */
  send(body: string): Promise<HubAnswer>;
  close(): Promise<void>;
}

/** PEM. Default: plain HTTP, which the emulator accepts on this machine. */
export interface ProxyCertificate {
  readonly key: string;
  readonly cert: string;
}

export async function openNotificationProxy(hubPort: number, certificate?: ProxyCertificate): Promise<NotificationProxy> {
  const port = await findFreePort();
  const agent = new Agent({ keepAlive: true });
  const bodies: string[] = [];
  const answers: HubAnswer[] = [];
  let address = "";

  const forward = (path: string, body: string): Promise<HubAnswer & { readonly text: string }> =>
    new Promise((resolve, reject) => {
      const begun = performance.now();
      const headers = { host: `localhost:${port}`, "content-type": "application/json" };
      request({ agent, host: "127.0.0.1", port: hubPort, path, method: "POST", headers }, (response) => {
        const answer = { status: response.statusCode ?? 0, ms: performance.now() - begun };
        readText(response).then((text) => resolve({ ...answer, text }), reject);
      })
        .on("error", reject)
        .end(body);
    });
  const deliver = async (path: string, body: string): Promise<HubAnswer> => {
    const { status, ms } = await forward(path, body);
    answers.push({ status, ms });
    return { status, ms };
  };

  const respond = async (path: string, body: string): Promise<{ readonly status: number; readonly text: string }> => {
    if (!path.startsWith("/notifications/")) return { status: 404, text: "" };
    const { searchParams } = new URL(path, "http://localhost");
    if (searchParams.has("validationToken")) {
      searchParams.delete("validationToken");
      address = `${path.split("?")[0]}?${searchParams}`;
      return forward(path, body);
    }
    bodies.push(body);
    const { copies, afterMs = 0 } = proxy.rule?.(body) ?? { copies: 1 };
    const deliveries = Array.from({ length: copies }, async () => {
      await pauseFor(afterMs);
      return deliver(path, body);
    });
    if (!proxy.rule) return { status: (await deliveries[0]!).status, text: "" };
    for (const delivery of deliveries) delivery.catch(() => {});
    return { status: 202, text: "" };
  };
  const listener: RequestListener = async (incoming, outgoing) => {
    const body = await readText(incoming);
    // 502: the hub does not run.
    const { status, text } = await respond(incoming.url ?? "/", body).catch(() => ({ status: 502, text: "" }));
    outgoing.writeHead(status, { "content-type": "text/plain" });
    outgoing.end(text);
  };
  const server = certificate ? createTlsServer(certificate, listener) : createHttpServer(listener);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const proxy: NotificationProxy = {
    publicUrl: `${certificate ? "https" : "http"}://localhost:${port}`,
    rule: undefined,
    bodies,
    answers,
    send: (body) => deliver(address, body),
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
