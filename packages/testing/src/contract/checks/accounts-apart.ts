import { completePermissionMap } from "../../complete-permission-map.ts";
import { secondAccount } from "../bench.ts";
import { check } from "../check.ts";

export const accountsApart = check("shares nothing between two accounts", async function* (subject) {
  await using bench = await subject.open({ second: true });
  const { t, watch, recorder, secondUser } = bench;
  const device = await t.host.account(secondAccount).signIn.deviceCode();
  t.emulator.control.entra.approveDevice(device.userCode, secondUser);
  await t.advance("15s");
  await device.done;
  await t.advance("1m");

  const todo = "Keep nothing in module variables or closures: config, account and graph come with every call.";
  for (const by of watch.strangers) yield { seen: `${by} used a graph that was handed to another call.`, todo };

  const names = [t.account.name, secondAccount];
  const { type } = t.account.status();
  const shapes = names.map(
    (name) =>
      new Map(
        watch.calls
          .filter(({ account }) => account === name)
          .map(({ by, method, path }) => [`${by}: ${completePermissionMap.permissionsOf(method, path, type)?.call ?? method}`, name]),
      ),
  );
  for (const [one, other] of [shapes, [...shapes].reverse()])
    for (const shape of one?.keys() ?? [])
      if (!other?.has(shape)) yield { seen: `One account made ${shape}, the other did not, with the same data in Microsoft 365.`, todo };

  const texts = new Map<string, Set<string>>();
  for (const { token, answer } of recorder.exchanges) {
    const whose = ownerOf(token);
    if (!texts.has(whose)) texts.set(whose, new Set());
    collect(answer, texts.get(whose)!);
  }
  for (const name of names) {
    const { id } = t.emulator.directory.user(name === secondAccount ? secondUser : bench.user)!;
    const own = texts.get(id) ?? new Set();
    const shown = JSON.stringify([
      t.host.sensors().filter(({ account }) => account === name),
      t.events.filter(({ account }) => account === name),
    ]);
    for (const [whose, foreign] of texts)
      if (whose !== id && [...foreign].some((text) => !own.has(text) && shown.includes(JSON.stringify(text).slice(1, -1))))
        yield { seen: "One account shows what only the other account's Graph answered.", todo };
  }
});

/** Object id in an access token. */
function ownerOf(token: string): string {
  const { oid } = JSON.parse(Buffer.from(token.split(".")[1] ?? "e30", "base64url").toString());
  return String(oid);
}

/** Texts long enough to be no accident. */
function collect(value: unknown, into: Set<string>): void {
  if (typeof value === "string" && value.length >= 12) into.add(value);
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) collect(part, into);
}
