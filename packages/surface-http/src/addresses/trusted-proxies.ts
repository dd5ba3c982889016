import { BlockList, isIP } from "node:net";
import { CasementError } from "@casement/core";

/** What a trusted proxy says about a request that it passes on. */
export interface ForwardedRequest {
  /** `https` or `http`. */
  readonly scheme: string | undefined;
  readonly host: string | undefined;
  /** The path at which the proxy shows the hub: `/casement`. */
  readonly prefix: string | undefined;
  /** Whether the prefix is Home Assistant's ingress: an address for one browser only. */
  readonly isIngress: boolean;
  /** Through the ingress: the person. */
  readonly visit: IngressVisit | undefined;
  /** The address of the client. */
  readonly client: string;
}

/** Home Assistant's ingress: a proxy that only lets people through whom Home Assistant has signed in. */
export interface IngressOptions {
  /** The address of the supervisor. Only its `X-Ingress-Path` and `X-Remote-User-*` are believed. */
  readonly proxy: string;
  /** Ids or names of Home Assistant's users who may change nothing. Letter case does not count. */
  readonly readOnlyUsers?: readonly string[] | undefined;
}

/** A person whom Home Assistant has signed in. */
export interface IngressVisit {
  readonly access: "full" | "read";
}

/** The proxies whose headers are believed. */
export interface TrustedProxies {
  /** Undefined unless the connection comes from a trusted proxy. `remoteAddress`: the other end of the connection. */
  read(headers: Headers, remoteAddress: string | undefined): ForwardedRequest | undefined;
}

/** `proxies`: IP addresses and networks, such as `10.0.0.0/8`. @throws CasementError `config-invalid` */
export function createTrustedProxies(proxies: readonly string[] = [], ingress?: IngressOptions): TrustedProxies {
  const supervisor = createBlockList(ingress === undefined ? [] : [ingress.proxy]);
  const trusted = createBlockList(ingress === undefined ? proxies : [...proxies, ingress.proxy]);
  const isTrusted = (address: string): boolean => includes(trusted, address);

  return {
    read(headers, remoteAddress) {
      const remote = remoteAddress === undefined ? "" : toPlainAddress(remoteAddress);
      if (!isTrusted(remote)) return undefined;
      const ingressPath = ingress && includes(supervisor, remote) ? headers.get("x-ingress-path") : null;
      const passedBy = listOf(headers.get("x-forwarded-for")).map(toPlainAddress);
      return {
        scheme: /^https?$/i.exec(lastOf(headers.get("x-forwarded-proto")) ?? "")?.[0].toLowerCase(),
        host: lastOf(headers.get("x-forwarded-host")),
        prefix: readPrefix(ingressPath ?? lastOf(headers.get("x-forwarded-prefix"))),
        isIngress: ingressPath !== null,
        visit: ingressPath === null ? undefined : readVisit(headers, ingress?.readOnlyUsers),
        // Each proxy adds the address from which it was called, so what stands before the first stranger is only claimed.
        client: [...passedBy, remote].reverse().find((address) => !isTrusted(address)) ?? passedBy[0] ?? remote,
      };
    },
  };
}

/** Undefined if Home Assistant does not say who it is: then the hub's own sign-in decides. */
function readVisit(headers: Headers, readOnlyUsers: readonly string[] = []): IngressVisit | undefined {
  const names = ["id", "name", "display-name"].flatMap((part) => headers.get(`x-remote-user-${part}`)?.trim().toLowerCase() || []);
  if (names.length === 0) return undefined;
  return { access: readOnlyUsers.some((user) => names.includes(user.trim().toLowerCase())) ? "read" : "full" };
}

function createBlockList(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) addProxy(list, proxy);
  return list;
}

const includes = (list: BlockList, address: string): boolean =>
  isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

function addProxy(trusted: BlockList, proxy: string): void {
  const [address = "", bits] = proxy.split("/");
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  const maxBits = family === "ipv6" ? 128 : 32;
  if (isIP(address) === 0 || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= maxBits)))
    throw new CasementError(
      "config-invalid",
      `http.trustedProxies has "${proxy}". Use an IP address or a network, such as 10.0.0.2 or 10.0.0.0/8.`,
    );
  if (bits === undefined) trusted.addAddress(address, family);
  else trusted.addSubnet(address, Number(bits), family);
}

/** IPv4 addresses on an IPv6 socket are written as `::ffff:10.0.0.2`. */
export const toPlainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

const listOf = (header: string | null): string[] =>
  (header ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** The value of the nearest proxy. Those before it may come from anyone. */
const lastOf = (header: string | null): string | undefined => listOf(header).at(-1);

/** Whether a path has no characters that an address encodes, and no `.` and `..` as segments. */
export const isPlainPath = (path: string): boolean => /^(\/(?!\.{1,2}(\/|$))[\w.~-]+)*$/.test(path);

function readPrefix(value: string | undefined): string | undefined {
  const prefix = value?.replace(/\/+$/, "");
  return prefix !== undefined && isPlainPath(prefix) ? prefix : undefined;
}
