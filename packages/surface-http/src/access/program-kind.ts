import type { GrantKind } from "./access-grant.ts";

/** Access for a program that uses the HTTP interface, whose secret is its bearer token. It cannot manage the hub. */
export const programKind: GrantKind = {
  kind: "program",
  title: "Program (HTTP)",
  target: "hub",
  access: ["read", "change"],
  // Programs put a path after it.
  credentialsOf: (secret, _, addressOf) => ({ address: addressOf("/").replace(/\/$/, ""), password: secret }),
};
