import type { AccountOptions } from "@casement/host";
import { authorityOf } from "@casement/host/config";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck, withTimeLimit } from "./doctor-check.ts";
import { unreachableCheck } from "./unreachable-check.ts";

type ProbeResult = { readonly status: number; readonly date: string | null; readonly text: string } | { readonly failure: unknown };

/** Checks the Microsoft hosts that the accounts use (without accounts: those of the global cloud), and compares the clock with theirs. */
export async function checkNetwork(environment: DoctorEnvironment, accounts: readonly AccountOptions[]): Promise<readonly DoctorCheck[]> {
  const authorities =
    accounts.length > 0 ? accounts.map(({ accountType, cloud }) => authorityOf(accountType, cloud)) : [authorityOf("work")];
  const logins = uniqueOf(authorities.map(({ url }) => url));
  const graphs = uniqueOf(authorities.map(({ graph }) => graph));
  const clocks: DoctorCheck[] = [];
  const graphChecks = graphs.map(async (origin): Promise<DoctorCheck> => {
    const result = await probeUrl(environment, `${origin}/v1.0/me`);
    clocks.push(...checkClock(environment, result));
    return checkGraph(new URL(origin).host, result, environment);
  });
  const loginChecks = logins.map(async (url) =>
    checkLogin(new URL(url), await probeUrl(environment, `${url}/v2.0/.well-known/openid-configuration`), environment),
  );
  return [...checkProxy(environment), ...(await Promise.all([...loginChecks, ...graphChecks])), ...clocks.slice(0, 1)];
}

async function probeUrl(environment: DoctorEnvironment, url: string): Promise<ProbeResult | undefined> {
  return withTimeLimit(environment, async (signal): Promise<ProbeResult> => {
    try {
      const response = await environment.transport.fetch(url, { signal, redirect: "manual", headers: { accept: "application/json" } });
      return { status: response.status, date: response.headers.get("date"), text: await response.text() };
    } catch (failure) {
      return { failure };
    }
  });
}

function checkLogin({ host, pathname }: URL, result: ProbeResult | undefined, environment: DoctorEnvironment): DoctorCheck {
  const id = `login:${host}${pathname}`;
  if (!result || "failure" in result) return unreachableCheck(id, `Microsoft's sign-in service (${host})`, result?.failure, environment);
  if (result.status === 200 && result.text.includes("token_endpoint"))
    return okCheck(id, `Microsoft's sign-in service (${host}${pathname}) responds.`);
  if (/AADSTS9000[12]\d?/.test(result.text)) {
    const tenant = pathname.slice(1);
    return problemCheck(
      id,
      `Microsoft has no organization "${tenant}".`,
      "Correct accountType (work, personal, or the ID or domain of the organization), and cloud.",
    );
  }
  return interceptedCheck(id, `Microsoft's sign-in service (${host})`, result.status);
}

function checkGraph(host: string, result: ProbeResult | undefined, environment: DoctorEnvironment): DoctorCheck {
  const id = `graph:${host}`;
  if (!result || "failure" in result) return unreachableCheck(id, `Microsoft Graph (${host})`, result?.failure, environment);
  // Without a token, Graph must return 401.
  if (result.status === 401) return okCheck(id, `Microsoft Graph (${host}) responds.`);
  if (result.status === 429 || result.status >= 500)
    return warningCheck(
      id,
      `Microsoft Graph (${host}) is currently failing (status ${result.status}).`,
      "This is usually temporary. Until then, the hub keeps its last values.",
    );
  return interceptedCheck(id, `Microsoft Graph (${host})`, result.status);
}

const interceptedCheck = (id: string, service: string, status: number): DoctorCheck =>
  problemCheck(
    id,
    `Something other than ${service} responds at its address (status ${status}).`,
    "Check whether a proxy, a filter, or a sign-on page is between this machine and the internet.",
  );

/** Compares the clock with Microsoft's. Sign-ins and the validity of tokens depend on it. */
function checkClock({ clock }: DoctorEnvironment, result: ProbeResult | undefined): readonly DoctorCheck[] {
  const serverTime = result && "date" in result && result.date !== null ? Date.parse(result.date) : Number.NaN;
  if (Number.isNaN(serverTime)) return [];
  const seconds = Math.round((clock.now().getTime() - serverTime) / 1000);
  const difference = Math.abs(seconds);
  if (difference <= 30) return [okCheck("clock", "The clock of this machine is correct.")];
  const message = `The clock of this machine is ${formatDuration(difference)} ${seconds > 0 ? "ahead of" : "behind"} Microsoft's.`;
  const cure =
    "Synchronize it over the network (on Linux: timedatectl set-ntp true). The start and end of events depend on it, and sign-ins fail if the difference is large.";
  return [difference <= 300 ? warningCheck("clock", message, cure) : problemCheck("clock", message, cure)];
}

function formatDuration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

function checkProxy({ io: { env } }: DoctorEnvironment): readonly DoctorCheck[] {
  const name = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].find((variable) => env[variable]);
  if (name === undefined) return [];
  const used = env.NODE_USE_ENV_PROXY === "1" || /--use-env-proxy/.test(env.NODE_OPTIONS ?? "");
  if (used) return [okCheck("proxy", `${name} is set, and Node.js uses it.`)];
  const cure = "If this machine needs the proxy, also set NODE_USE_ENV_PROXY=1 (requires Node.js 22.21, or 24.5 and later).";
  return [warningCheck("proxy", `${name} is set, but Node.js does not use it by default.`, cure)];
}

const uniqueOf = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
