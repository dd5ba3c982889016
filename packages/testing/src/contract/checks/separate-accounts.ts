import { completePermissionMap } from "../../complete-permission-map.ts";
import { createContractCheck } from "../contract-check.ts";
import { secondAccountName } from "../contract-rig.ts";

export const separateAccounts = createContractCheck("shares nothing between two accounts", async function* (subject) {
  await using rig = await subject.open({ withSecondAccount: true });
  const { t, observed, recorder, secondUser } = rig;
  const device = await t.host.account(secondAccountName).signIn.deviceCode();
  t.emulator.control.entra.approveDevice(device.userCode, secondUser);
  await t.advance("15s");
  await device.done;
  await t.advance("1m");

  const advice = "Keep nothing in module variables or closures. Use the `config`, `account`, `graph` and `memory` of each call.";
  for (const caller of observed.foreignGraphUse) yield { observed: `${caller} used the \`graph\` of another call.`, advice };

  const names = [t.account.name, secondAccountName];
  const { type } = t.account.status();
  const requestsByAccount = names.map(
    (name) =>
      new Set(
        observed.requests
          .filter(({ account }) => account === name)
          .map(({ caller, method, path }) => `${caller}: ${completePermissionMap.permissionsOf(method, path, type)?.request ?? method}`),
      ),
  );
  for (const [requests, others] of [requestsByAccount, [...requestsByAccount].reverse()])
    for (const request of requests ?? [])
      if (!others?.has(request))
        yield { observed: `One account made ${request}. The other account did not, although its data is the same.`, advice };

  const textsByUser = new Map<string, Set<string>>();
  for (const { token, responseBody } of recorder.exchanges) {
    const userId = userIdIn(token);
    if (!textsByUser.has(userId)) textsByUser.set(userId, new Set());
    collectTexts(responseBody, textsByUser.get(userId)!);
  }
  for (const name of names) {
    const { id } = t.emulator.directory.user(name === secondAccountName ? secondUser : rig.user)!;
    const ownTexts = textsByUser.get(id) ?? new Set();
    const shown = JSON.stringify([await t.host.sensors({ account: name }), t.events.filter(({ account }) => account === name)]);
    for (const [userId, texts] of textsByUser)
      if (userId !== id && [...texts].some((text) => !ownTexts.has(text) && shown.includes(JSON.stringify(text).slice(1, -1))))
        yield { observed: "One account shows a text that Graph returned only to the other account.", advice };
  }
});

/** The object id in an access token. */
function userIdIn(token: string): string {
  const { oid } = JSON.parse(Buffer.from(token.split(".")[1] ?? "e30", "base64url").toString());
  return String(oid);
}

/** Collects texts that are too long to be equal by coincidence. */
function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === "string" && value.length >= 12) into.add(value);
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) collectTexts(part, into);
}
