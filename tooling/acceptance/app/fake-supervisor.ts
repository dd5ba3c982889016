import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import { pipeline } from "node:stream";

/** The part of Home Assistant's supervisor that an app meets: services, and the ingress with its panel. */
export interface FakeSupervisor extends AsyncDisposable {
  /** Requests to `/services/mqtt`, by their `Authorization`. */
  readonly asked: readonly (string | undefined)[];
  /** The page in which Home Assistant shows the app of a user, as its frontend does. */
  panelOf(user: SignedInUser): string;
}

export interface SignedInUser {
  readonly id: string;
  readonly name: string;
}

export interface SupervisorOptions {
  /** Where the app finds `supervisor`. Port 80. */
  readonly address: string;
  /** From which address the ingress calls the app. */
  readonly ingressAddress: string;
  readonly token: string;
  readonly broker: object;
  readonly appPort: number;
}

export const ingressPathOf = ({ id }: SignedInUser): string => `/api/hassio_ingress/${id}-Zk3jQ`;

export async function startFakeSupervisor(options: SupervisorOptions): Promise<FakeSupervisor> {
  const { address, ingressAddress, token, broker, appPort } = options;
  const asked: (string | undefined)[] = [];
  const users = new Map<string, SignedInUser>();
  const api = createServer(({ url, headers }, response) => {
    if (url === "/services/mqtt") asked.push(headers.authorization);
    const allowed = headers.authorization === `Bearer ${token}`;
    const body = allowed && url === "/services/mqtt" ? { result: "ok", data: broker } : { result: "error" };
    response.writeHead(body.result === "ok" ? 200 : 403, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  // Core and supervisor in one: as supervisor/api/ingress.py and core's hassio/ingress.py set the headers.
  const core: Server = createServer((incoming, response) => {
    const url = incoming.url ?? "/";
    const [, path = "", rest = ""] = /^(\/api\/hassio_ingress\/[^/]+)\/(.*)$/.exec(url) ?? [];
    const panel = [...users.values()].find((user) => `/panel/${user.id}` === url);
    if (panel) {
      const frame = `<!doctype html><title>Home Assistant</title><link rel="icon" href="data:,"><iframe src="${ingressPathOf(panel)}/" style="width:100%;height:95vh"></iframe>`;
      return void response.writeHead(200, { "content-type": "text/html" }).end(frame);
    }
    const user = [...users.values()].find((each) => ingressPathOf(each) === path);
    if (!user) return void response.writeHead(404).end();
    const { host = "", ...headers }: IncomingHttpHeaders = incoming.headers;
    const outgoing = request(
      {
        host: "127.0.0.1",
        port: appPort,
        localAddress: ingressAddress,
        path: `/${rest}`,
        method: incoming.method,
        headers: {
          ...headers,
          host,
          "x-remote-user-id": user.id,
          "x-remote-user-name": user.name.toLowerCase(),
          "x-remote-user-display-name": user.name,
          "x-ingress-path": path,
          "x-hass-source": "core.ingress",
          "x-forwarded-for": `${incoming.socket.remoteAddress}, 172.30.32.1`,
          "x-forwarded-host": host,
          "x-forwarded-proto": "http",
        },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        pipeline(answer, response, () => {});
      },
    );
    outgoing.on("error", () => response.destroy());
    response.on("close", () => outgoing.destroy());
    pipeline(incoming, outgoing, () => {});
  });
  await new Promise<void>((resolve, reject) => api.once("error", reject).listen(80, address, resolve));
  await new Promise<void>((resolve) => core.listen(0, "127.0.0.1", resolve));
  const { port } = core.address() as { port: number };
  return {
    asked,
    panelOf(user) {
      users.set(user.id, user);
      return `http://localhost:${port}/panel/${user.id}`;
    },
    async [Symbol.asyncDispose]() {
      for (const server of [api, core]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
