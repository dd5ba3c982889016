import { createHost, defineAccount } from "@casement/host";
import { mailSlice } from "../../src/slices/mail-slice.ts";

// A host in its own process, which the test kills: `killed-host.fixture.ts <data folder> <emulator> <client id>`.
const [dataDir = "", emulator = "", clientId = ""] = process.argv.slice(2);

const fetchThere = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
  const url = new URL(input instanceof Request ? input.url : input);
  const headers = new Headers(init?.headers);
  headers.set("x-forwarded-host", url.host);
  headers.set("x-forwarded-proto", "https");
  return fetch(emulator + url.pathname + url.search, { ...init, headers });
};

const account = defineAccount({ name: "home", clientId, accountType: "work", plugins: [{ plugin: mailSlice }] });
const host = await createHost({ dataDir, accounts: [account], transport: { fetch: fetchThere } });
await host.start();
process.stdout.write("started\n");
