import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runToEnd } from "../harness/programs.ts";
import { AcceptanceSkipped, runAcceptance } from "../harness/run-acceptance.ts";
import { createCertificates } from "./certificates.ts";
import { installClients } from "./install-clients.ts";
import { microsoftHosts, preparePrivateNetwork } from "./private-network.ts";

// Runs other people's Graph clients, as they are, against the emulator: in a private network, in which Microsoft's host names lead to it.
// `CLIENTS_FOLDER`: a folder to install the clients in and to keep. Default: a temporary one.
// Arguments: names of clients to run. Default: all.

const runner = join(import.meta.dirname, "run-clients.ts");
const node = [process.execPath, "--import", fileURLToPath(import.meta.resolve("tsx")), "--conditions=casement-source"];
/** Nothing outside the private network can be reached, proxies included. An empty variable would confuse some clients. */
const withoutProxies = ["env", ...["http_proxy", "https_proxy", "all_proxy"].flatMap((name) => ["-u", name, "-u", name.toUpperCase()])];

await runAcceptance("clients", 1_080, async ({ folder, phase, ok, keep }) => {
  if (process.platform !== "linux") throw new AcceptanceSkipped("Private networks need Linux");
  const installed = await installClients(process.env.CLIENTS_FOLDER ?? join(folder, "installed"), phase);
  const enter = await phase("Preparing a private network", 60, () => preparePrivateNetwork(folder, installed.python));
  const certificates = await phase("Creating certificates", 60, () => createCertificates(folder, ["localhost", ...microsoftHosts]));
  const { authority } = certificates;
  const env = { NODE_EXTRA_CA_CERTS: authority, REQUESTS_CA_BUNDLE: authority, SSL_CERT_FILE: authority };

  const clients = new Set<string>();
  const failed: string[] = [];
  const onLine = (line: string): void => {
    const [, state, text = "", client = ""] = /^(ok|failed) (([^:]+): .*)$/.exec(line) ?? [];
    if (state === "ok") {
      clients.add(client);
      ok(text);
    } else {
      console.log(line);
      if (state === "failed") failed.push(text);
    }
  };
  const [program, ...args] = enter([
    ...withoutProxies,
    ...node,
    runner,
    JSON.stringify({ folder, installed, certificates, only: process.argv.slice(2) }),
  ]);
  const { code, timedOut } = await phase("Clients", 250, () => runToEnd(program, args, { env, seconds: 240, onLine }));
  if (failed.length > 0) throw new Error(`${failed.length} operations failed:\n${failed.join("\n")}`);
  if (code !== 0) throw new Error(timedOut ? "The clients took longer than 240 s." : `The clients ended with exit code ${code}.`);
  keep({ clients: [...clients] });
  return (operations) => `${operations} operations of ${clients.size} clients`;
});
