import { createServer, request } from "node:http";
import { findFreePort } from "../../harness/find-free-port.ts";

/** The hub at another port, for a program that cannot send a token. */
export interface TokenProxy extends AsyncDisposable {
  readonly address: string;
}

/** Adds the token to every request. Passes `Host` and `Origin` on, unless they are the proxy's own. */
export async function addToken(hubAddress: string, token: string): Promise<TokenProxy> {
  const hub = new URL(hubAddress);
  const port = await findFreePort();
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, authorization: `Bearer ${token}` };
    for (const own of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      if (headers.host === own) headers.host = hub.host;
      if (headers.origin === `http://${own}`) headers.origin = hub.origin;
    }
    const { method, url: path } = incoming;
    const forwarded = request({ host: hub.hostname, port: hub.port, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    outgoing.on("close", () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
