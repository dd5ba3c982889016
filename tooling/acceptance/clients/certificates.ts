import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import { AcceptanceSkipped } from "../harness/run-acceptance.ts";

export interface ThrowAwayCertificates {
  /** File of the certificate authority that clients must trust. */
  readonly authority: string;
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];

/**
 * Creates a certificate authority and a certificate for the host names.
 * @throws AcceptanceSkipped when OpenSSL 3 is not installed
 */
export async function createCertificates(folder: string, hosts: readonly string[]): Promise<ThrowAwayCertificates> {
  const version = await runToEnd("openssl", ["version"], { seconds: 10 });
  if (!/^OpenSSL [3-9]/.test(version.output)) throw new AcceptanceSkipped("OpenSSL 3 is not installed");
  const file = (name: string) => join(folder, name);
  const create = async (name: string, ...args: string[]): Promise<void> => {
    const files = ["-keyout", file(`${name}.key`), "-out", file(`${name}.pem`)];
    const { code, output } = await runToEnd("openssl", ["req", "-x509", ...newKey, ...files, ...args], { seconds: 30 });
    if (code !== 0) throw new Error(`OpenSSL could not create ${name}.pem:\n${output}`);
  };
  const extensions = (...lines: string[]) => lines.flatMap((line) => ["-addext", line]);
  await create("authority", "-subj", "/CN=Casement acceptance", ...extensions("keyUsage=critical,keyCertSign,cRLSign"));
  await create(
    "server",
    ...["-CA", file("authority.pem"), "-CAkey", file("authority.key"), "-subj", `/CN=${hosts[0]}`],
    ...extensions(`subjectAltName=${hosts.map((host) => `DNS:${host}`).join(",")}`, "basicConstraints=critical,CA:FALSE"),
  );
  return {
    authority: file("authority.pem"),
    key: await readFile(file("server.key"), "utf8"),
    cert: await readFile(file("server.pem"), "utf8"),
  };
}
