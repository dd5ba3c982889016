import { householdUsers } from "@casement/graph-emulator/household";
import type { FaultRule } from "../harness/fault-proxy.ts";
import type { RunningHousehold } from "../harness/running-household.ts";
import type { ScenarioGroup } from "./fault-scenario.ts";
import { actOn, isToken, jsonHeaders, respondWith } from "./graph-rules.ts";
import { type ObservedFault, observeFault } from "./observe-fault.ts";

const html = { "content-type": "text/html" };
const respondToken = (status: number, body: string, headers?: Record<string, string>): FaultRule =>
  actOn(isToken, respondWith(status, body, headers));
const changeToken =
  (change: (token: Record<string, unknown>) => void): FaultRule =>
  (request) =>
    isToken(request)
      ? {
          kind: "change",
          change: ({ data }) => {
            const token = JSON.parse(data.toString());
            change(token);
            return { data: Buffer.from(JSON.stringify(token)) };
          },
        }
      : undefined;
const transient = JSON.stringify({
  error: "temporarily_unavailable",
  error_description: "AADSTS90033: A transient error has occurred.",
  error_codes: [90033],
});
const signInAgain = { stop: ({ signIn }: RunningHousehold) => signIn().then(() => {}), lasts: 20 };

const faults: readonly ObservedFault[] = [
  { name: "500", rule: respondToken(500, "{}") },
  { name: "503", rule: respondToken(503, "{}") },
  { name: "429", rule: respondToken(429, "{}", { ...jsonHeaders, "retry-after": "3" }) },
  { name: "html", rule: respondToken(200, "<html>Log in</html>", html) },
  { name: "empty", rule: respondToken(200, "") },
  { name: "cut", rule: actOn(isToken, { kind: "cut", share: 0.5 }) },
  { name: "reset", rule: actOn(isToken, { kind: "reset" }) },
  { name: "response-lost", rule: actOn(isToken, { kind: "reset", after: true }) },
  { name: "stalled", rule: actOn(isToken, { kind: "stall" }), lasts: 40, stop: ({ proxy }) => proxy.drop() },
  { name: "400-html", rule: respondToken(400, "<html>Bad Request</html>", html) },
  { name: "400-transient", rule: respondToken(400, transient) },
  { name: "403-of-a-proxy", rule: respondToken(403, "<html>blocked</html>", html) },
  { name: "407-of-a-proxy", rule: respondToken(407, "proxy authentication", html) },
  { name: "404", rule: respondToken(404, "{}") },
  { name: "without-expires-in", rule: changeToken((token) => delete token.expires_in), unnoticed: true },
  { name: "without-scope", rule: changeToken((token) => delete token.scope) },
  {
    name: "expires-in-1-s",
    rule: changeToken((token) => {
      token.expires_in = 1;
    }),
  },
  {
    name: "grant-revoked",
    start: ({ emulator }) => emulator.control("entra/endRefreshTokens", "revoked", householdUsers.main),
    ...signInAgain,
    inspect: signInRequired,
  },
  {
    name: "refresh-token-expired",
    start: ({ emulator }) => emulator.control("entra/endRefreshTokens", "expired", householdUsers.main),
    ...signInAgain,
    inspect: signInRequired,
  },
];

/** The endpoint that renews tokens, while every access token has ended. */
export const tokenFaults: ScenarioGroup = {
  name: "token",
  shared: {},
  scenarios: faults.map((fault) =>
    observeFault({
      recovers: 120,
      ...fault,
      start: async (household) => {
        await household.emulator.control("entra/endAccessTokens", "expired");
        await fault.start?.(household);
      },
    }),
  ),
};

async function signInRequired({ hub }: RunningHousehold, check: (isTrue: boolean, fault: string) => void): Promise<void> {
  const { state, problem } = await hub.account();
  check(state === "sign-in-required", `the account is ${state}`);
  check(typeof problem?.cure === "string", "the account's problem has no cure");
}
