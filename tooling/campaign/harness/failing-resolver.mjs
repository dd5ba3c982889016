import dns from "node:dns";
import { existsSync } from "node:fs";

// Preloaded into the hub: `graph-test.invalid` is this machine, and cannot be resolved while the file DNS_FAILS exists.
const { lookup } = dns;
dns.lookup = (host, options, callback) => {
  const done = typeof options === "function" ? options : callback;
  const settings = typeof options === "function" ? {} : options;
  if (host !== "graph-test.invalid") return lookup(host, settings, done);
  if (!existsSync(process.env.DNS_FAILS)) return lookup("127.0.0.1", settings, done);
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: host });
  process.nextTick(done, error);
};
