import type { AccountOptions } from "@casement/host";
import { authorityOf } from "@casement/host/config";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck, withTimeLimit } from "./doctor-check.ts";
import { unreachableCheck } from "./unreachable-check.ts";

type ProbeResult = { readonly status: number; readonly date: string | null; readonly text: string } | { readonly failure: unknown };

/** Microsoft's hosts that the accounts need (those of the worldwide cloud where there are none), and the clock by their answers. */
export async function checkNetwork(world: DoctorEnvironment, accounts: readonly AccountOptions[]): Promise<readonly DoctorCheck[]> {
  const authorities =
    accounts.length > 0 ? accounts.map(({ accountType, cloud }) => authorityOf(accountType, cloud)) : [authorityOf("work")];
  const logins = uniqueOf(authorities.map(({ url }) => url));
  const graphs = uniqueOf(authorities.map(({ graph }) => graph));
  const clocks: DoctorCheck[] = [];
  const graphChecks = graphs.map(async (origin): Promise<DoctorCheck> => {
    const answer = await probeUrl(world, `${origin}/v1.0/me`);
    clocks.push(...checkClock(world, answer));
    return checkGraph(new URL(origin).host, answer, world);
  });
  const loginChecks = logins.map(async (url) =>
    checkLogin(new URL(url), await probeUrl(world, `${url}/v2.0/.well-known/openid-configuration`), world),
  );
  return [...checkProxy(world), ...(await Promise.all([...loginChecks, ...graphChecks])), ...clocks.slice(0, 1)];
}

async function probeUrl(world: DoctorEnvironment, url: string): Promise<ProbeResult | undefined> {
  return withTimeLimit(world, async (signal): Promise<ProbeResult> => {
    try {
      const response = await world.transport.fetch(url, { signal, redirect: "manual", headers: { accept: "application/json" } });
      return { status: response.status, date: response.headers.get("date"), text: await response.text() };
    } catch (failure) {
      return { failure };
    }
  });
}

function checkLogin({ host, pathname }: URL, answer: ProbeResult | undefined, world: DoctorEnvironment): DoctorCheck {
  const id = `login:${host}${pathname}`;
  if (!answer || "failure" in answer) return unreachableCheck(id, `Microsoft's sign-in service (${host})`, answer?.failure, world);
  if (answer.status === 200 && answer.text.includes("token_endpoint"))
    return okCheck(id, `Microsoft's sign-in service (${host}${pathname}) answers.`);
  if (/AADSTS9000[12]\d?/.test(answer.text)) {
    const tenant = pathname.slice(1);
    return problemCheck(
      id,
      `Microsoft knows no organisation "${tenant}".`,
      "Correct accountType: the organisation's id or domain, work, or personal; and cloud.",
    );
  }
  return interceptedCheck(id, `Microsoft's sign-in service (${host})`, answer.status);
}

function checkGraph(host: string, answer: ProbeResult | undefined, world: DoctorEnvironment): DoctorCheck {
  const id = `graph:${host}`;
  if (!answer || "failure" in answer) return unreachableCheck(id, `Microsoft Graph (${host})`, answer?.failure, world);
  // Without a token Graph has to refuse.
  if (answer.status === 401) return okCheck(id, `Microsoft Graph (${host}) answers.`);
  if (answer.status === 429 || answer.status >= 500)
    return warningCheck(
      id,
      `Microsoft Graph (${host}) is in trouble (status ${answer.status}).`,
      "It passes. The hub keeps its last values meanwhile.",
    );
  return interceptedCheck(id, `Microsoft Graph (${host})`, answer.status);
}

const interceptedCheck = (id: string, what: string, status: number): DoctorCheck =>
  problemCheck(
    id,
    `Something else than ${what} answers at its address (status ${status}).`,
    "Look for a proxy, a filter or a sign-on page of the network between this machine and the internet.",
  );

/** Tokens and their expiry are compared with this machine's clock. */
function checkClock({ clock }: DoctorEnvironment, answer: ProbeResult | undefined): readonly DoctorCheck[] {
  const theirs = answer && "date" in answer && answer.date !== null ? Date.parse(answer.date) : Number.NaN;
  if (Number.isNaN(theirs)) return [];
  const seconds = Math.round((clock.now().getTime() - theirs) / 1000);
  const off = Math.abs(seconds);
  if (off <= 30) return [okCheck("clock", "The clock agrees with Microsoft's.")];
  const message = `The clock is ${formatDuration(off)} ${seconds > 0 ? "ahead of" : "behind"} Microsoft's.`;
  const cure =
    "Set it by the network (on Linux: timedatectl set-ntp true). Events begin and end by it, and sign-ins fail when it is far off.";
  return [off <= 300 ? warningCheck("clock", message, cure) : problemCheck("clock", message, cure)];
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
  if (used) return [okCheck("proxy", `${name} is set, and Node.js is told to use it.`)];
  const cure = "If this machine needs the proxy, set NODE_USE_ENV_PROXY=1 too (Node.js 22.21 or 24.5, and later).";
  return [warningCheck("proxy", `${name} is set, but Node.js does not look at it by itself.`, cure)];
}

const uniqueOf = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
