import { type HttpServer, serveHttp } from "@casement/surface-http";
import { createTestHost, type TestHost } from "@casement/testing";
import { createHubClient, type HubClient } from "../src/create-hub-client.ts";
import { tasksPlugin } from "./tasks-plugin.fixture.ts";

export interface ServedHub extends AsyncDisposable {
  readonly testHost: TestHost;
  readonly token: string;
  readonly address: string;
  readonly client: HubClient;
  /** Closes the port, as a hub does that stops. */
  stopServing(): Promise<void>;
  /** Serves on the same port again. */
  serveAgain(): Promise<void>;
}

/** A host with the lists "Groceries" and "Garden", served on a port of this machine. */
export async function serveTestHub(): Promise<ServedHub> {
  const testHost = await createTestHost({ plugins: [{ plugin: tasksPlugin }] });
  for (const list of ["Groceries", "Garden"]) testHost.emulator.control.todo.addList("ada@contoso.example", list);
  await testHost.account.rescan();
  const token = "the-token-of-the-client";
  const serve = (port: number): Promise<HttpServer> => serveHttp(testHost.host, { port, token, clock: testHost.clock });
  let server: HttpServer | undefined = await serve(0);
  const { address } = server;
  const stopServing = async (): Promise<void> => {
    await server?.close();
    server = undefined;
  };
  return {
    testHost,
    token,
    address,
    client: createHubClient({ address, token }),
    stopServing,
    async serveAgain() {
      server = await serve(Number(new URL(address).port));
    },
    async [Symbol.asyncDispose]() {
      await stopServing();
      await testHost[Symbol.asyncDispose]();
    },
  };
}
