import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type RunningProgram, startProgram } from "../harness/programs.ts";

/** What a reverse proxy needs for the run. */
export interface ProxySettings {
  readonly folder: string;
  readonly port: number;
  readonly hubPort: number;
  readonly certificate: string;
  readonly key: string;
  /** The text of the document. */
  readonly snippet: string;
}

/** A reverse proxy whose configuration is the snippet of docs/reverse-proxy.md. */
export interface TestedProxy {
  readonly name: "nginx" | "caddy";
  /** The language of its code block. */
  readonly language: string;
  start(settings: ProxySettings): Promise<RunningProgram>;
}

const toHub = (snippet: string, hubPort: number): string => snippet.replaceAll("127.0.0.1:8365", `127.0.0.1:${hubPort}`);

async function startNginx({ folder, port, hubPort, certificate, key, snippet }: ProxySettings): Promise<RunningProgram> {
  await mkdir(join(folder, "logs"), { recursive: true });
  const file = join(folder, "nginx.conf");
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `  ${name}_temp_path ${join(folder, name)};`).join("\n");
  await writeFile(
    file,
    `daemon off;
${process.getuid?.() === 0 ? "user root;" : ""}
worker_processes 1;
pid ${join(folder, "nginx.pid")};
error_log stderr;
events {}
http {
  access_log off;
${paths}
  server {
    listen 127.0.0.1:${port} ssl;
    server_name localhost;
    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
${toHub(snippet, hubPort)}
  }
}
`,
  );
  return startProgram("nginx", ["-e", "stderr", "-p", folder, "-c", file], { cwd: folder });
}

/** Starts Caddy with one site of the document, whatever its name there. */
export async function startCaddy({ folder, port, hubPort, certificate, key, snippet }: ProxySettings): Promise<RunningProgram> {
  await mkdir(folder, { recursive: true });
  const site = toHub(snippet, hubPort).replace(/^\S+ \{/, `https://localhost:${port} {\n  bind 127.0.0.1\n  tls ${certificate} ${key}`);
  const file = join(folder, "Caddyfile");
  await writeFile(file, `{\n  admin off\n  auto_https disable_redirects\n}\n${site}`);
  const env = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  return startProgram("caddy", ["run", "--config", file, "--adapter", "caddyfile"], { cwd: folder, env });
}

export const testedProxies: readonly TestedProxy[] = [
  { name: "nginx", language: "nginx", start: startNginx },
  { name: "caddy", language: "caddyfile", start: startCaddy },
];
