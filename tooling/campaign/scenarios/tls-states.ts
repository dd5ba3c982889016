import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";
import { findFreePort } from "../../acceptance/harness/find-free-port.ts";
import { newKinds } from "../harness/outside-changes.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import type { ScenarioGroup } from "./fault-scenario.ts";
import { countEffects, createCall } from "./service-calls.ts";

const days = (certificate: string, extension: string, more = "") =>
  `printf 'subjectAltName=DNS:${extension}' > ext; openssl x509 -req -in s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out ${certificate}.pem ${more || "-days 30"} -extfile ext;`;
const script = `set -e
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=ca -addext basicConstraints=critical,CA:TRUE
openssl req -newkey rsa:2048 -nodes -keyout s.key -out s.csr -subj /CN=localhost
${days("good", "localhost")} ${days("name", "other.example")}
openssl req -x509 -key s.key -out self.pem -days 10 -subj /CN=localhost -addext subjectAltName=DNS:localhost
printf 'subjectAltName=DNS:localhost' > ext; faketime '2020-01-01' openssl x509 -req -in s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out expired.pem -days 10 -extfile ext`;

/** Certificates between hub and Microsoft that must not be trusted. */
export const tlsStates: ScenarioGroup = {
  name: "tls",
  needs: ["openssl", "faketime"],
  scenarios: ["expired", "self", "name"].map((bad) => ({
    name: { expired: "expired", self: "self-signed", name: "other-name" }[bad]!,
    async run(run) {
      const folder = `${run.folder}/certificates`;
      mkdirSync(folder);
      execFileSync("bash", ["-c", script], { cwd: folder, stdio: "pipe" });
      const key = readFileSync(`${folder}/s.key`);
      const context = (name: string) => ({ key, cert: readFileSync(`${folder}/${name}.pem`) });
      const port = await findFreePort();
      let target = 0;
      const server = createServer(context("good"), (incoming, outgoing) => {
        const { method, url, headers } = incoming;
        const passed = request({ host: "127.0.0.1", port: target, method, path: url, headers }, (response) => {
          outgoing.writeHead(response.statusCode!, response.headers);
          response.pipe(outgoing);
        });
        passed.on("error", () => outgoing.destroy());
        incoming.pipe(passed);
      });
      server.on("tlsClientError", () => {});
      await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
      run.cleanUp(() => {
        server.closeAllConnections();
        server.close();
      });
      const household = await run.open({
        graphUrl: (emulatorPort) => {
          target = emulatorPort;
          return `https://localhost:${port}`;
        },
        hubStart: { env: { NODE_EXTRA_CA_CERTS: `${folder}/ca.pem` } },
      });
      server.setSecureContext(context(bad));
      server.closeAllConnections();
      await household.changes.make(...newKinds);
      const named = await secondsUntil(60 * run.factor, async () =>
        (await household.hub.sensors()).some(({ stale, error }) => stale && /certificate|TLS/i.test(JSON.stringify(error ?? ""))),
      );
      run.check(named !== undefined, "no sensor says that the certificate is wrong");
      const call = await createCall(household, "todo/create-task");
      const { body } = await household.hub.call(call.service, call.input);
      const [count] = await countEffects(household, [call]);
      run.check(count === 0, "the call was done over a connection that must not be trusted");
      run.check(body?.code !== "outcome-unknown", "the call is outcome-unknown, though nothing was sent");
      server.setSecureContext(context("good"));
      server.closeAllConnections();
      await run.settle(household, { seconds: 200 });
    },
  })),
};
