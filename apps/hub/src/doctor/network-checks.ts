import type { AccountOptions } from "@casement/host";
import { authorityOf } from "@casement/host/config";
import { type Check, inTime, ok, problem, type Surroundings, warning } from "./check.ts";
import { unreachable } from "./unreachable.ts";

type Answer = { readonly status: number; readonly date: string | null; readonly text: string } | { readonly failure: unknown };

/** Microsoft's hosts that the accounts need (those of the worldwide cloud where there are none), and the clock by their answers. */
export async function networkChecks(world: Surroundings, accounts: readonly AccountOptions[]): Promise<readonly Check[]> {
  const authorities =
    accounts.length > 0 ? accounts.map(({ accountType, cloud }) => authorityOf(accountType, cloud)) : [authorityOf("work")];
  const logins = unique(authorities.map(({ url }) => url));
  const graphs = unique(authorities.map(({ graph }) => graph));
  const clocks: Check[] = [];
  const graphChecks = graphs.map(async (origin): Promise<Check> => {
    const answer = await ask(world, `${origin}/v1.0/me`);
    clocks.push(...clockCheck(world, answer));
    return graphCheck(new URL(origin).host, answer, world);
  });
  const loginChecks = logins.map(async (url) =>
    loginCheck(new URL(url), await ask(world, `${url}/v2.0/.well-known/openid-configuration`), world),
  );
  return [...proxyCheck(world), ...(await Promise.all([...loginChecks, ...graphChecks])), ...clocks.slice(0, 1)];
}

async function ask(world: Surroundings, url: string): Promise<Answer | undefined> {
  return inTime(world, async (signal): Promise<Answer> => {
    try {
      const response = await world.transport.fetch(url, { signal, redirect: "manual", headers: { accept: "application/json" } });
      return { status: response.status, date: response.headers.get("date"), text: await response.text() };
    } catch (failure) {
      return { failure };
    }
  });
}

function loginCheck({ host, pathname }: URL, answer: Answer | undefined, world: Surroundings): Check {
  const id = `login:${host}${pathname}`;
  if (!answer || "failure" in answer) return unreachable(id, `Microsoft's sign-in service (${host})`, answer?.failure, world);
  if (answer.status === 200 && answer.text.includes("token_endpoint"))
    return ok(id, `Microsoft's sign-in service (${host}${pathname}) answers.`);
  if (/AADSTS9000[12]\d?/.test(answer.text)) {
    const tenant = pathname.slice(1);
    return problem(
      id,
      `Microsoft knows no organisation "${tenant}".`,
      "Correct accountType: the organisation's id or domain, work, or personal; and cloud.",
    );
  }
  return between(id, `Microsoft's sign-in service (${host})`, answer.status);
}

function graphCheck(host: string, answer: Answer | undefined, world: Surroundings): Check {
  const id = `graph:${host}`;
  if (!answer || "failure" in answer) return unreachable(id, `Microsoft Graph (${host})`, answer?.failure, world);
  // Without a token Graph has to refuse.
  if (answer.status === 401) return ok(id, `Microsoft Graph (${host}) answers.`);
  if (answer.status === 429 || answer.status >= 500)
    return warning(
      id,
      `Microsoft Graph (${host}) is in trouble (status ${answer.status}).`,
      "It passes. The hub keeps its last values meanwhile.",
    );
  return between(id, `Microsoft Graph (${host})`, answer.status);
}

const between = (id: string, what: string, status: number): Check =>
  problem(
    id,
    `Something else than ${what} answers at its address (status ${status}).`,
    "Look for a proxy, a filter or a sign-on page of the network between this machine and the internet.",
  );

/** Tokens and their expiry are compared with this machine's clock. */
function clockCheck({ clock }: Surroundings, answer: Answer | undefined): readonly Check[] {
  const theirs = answer && "date" in answer && answer.date !== null ? Date.parse(answer.date) : Number.NaN;
  if (Number.isNaN(theirs)) return [];
  const seconds = Math.round((clock.now().getTime() - theirs) / 1000);
  const off = Math.abs(seconds);
  if (off <= 30) return [ok("clock", "The clock agrees with Microsoft's.")];
  const message = `The clock is ${duration(off)} ${seconds > 0 ? "ahead of" : "behind"} Microsoft's.`;
  const cure =
    "Set it by the network (on Linux: timedatectl set-ntp true). Events begin and end by it, and sign-ins fail when it is far off.";
  return [off <= 300 ? warning("clock", message, cure) : problem("clock", message, cure)];
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

function proxyCheck({ io: { env } }: Surroundings): readonly Check[] {
  const name = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].find((variable) => env[variable]);
  if (name === undefined) return [];
  const used = env.NODE_USE_ENV_PROXY === "1" || /--use-env-proxy/.test(env.NODE_OPTIONS ?? "");
  if (used) return [ok("proxy", `${name} is set, and Node.js is told to use it.`)];
  const cure = "If this machine needs the proxy, set NODE_USE_ENV_PROXY=1 too (Node.js 22.21 or 24.5, and later).";
  return [warning("proxy", `${name} is set, but Node.js does not look at it by itself.`, cure)];
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
