import { CasementError } from "@casement/core";
import { check } from "../check.ts";
import { exampleFor } from "../example.ts";
import { finish } from "../patience.ts";
import { secretsOf } from "../secrets.ts";

export const keepsSecrets = check("puts no token, address, subject or body into logs and errors", async function* (subject) {
  await using bench = await subject.open();
  const { t, user, recorder } = bench;
  const errors: [where: string, text: string][] = [];
  const inputs: unknown[] = [];
  const look = () => {
    for (const { kind, error } of bench.sensors()) errors.push([`the error of a sensor of the kind ${kind}`, error ?? ""]);
    for (const { error = "", reason = "" } of t.account.status().plugins) errors.push(["the plugin's status", `${error} ${reason}`]);
  };
  await subject.options.change?.(recorder.emulator, user);
  await t.account.refresh();
  await t.advance("2m");
  look();
  for (const rule of [undefined, { status: 404, code: "ErrorItemNotFound" }, { status: 403, code: "ErrorAccessDenied" }])
    for (const name of Object.keys(subject.definition.services ?? {})) {
      const input = await exampleFor(subject, bench, name);
      if (input === undefined) continue;
      inputs.push(input);
      if (rule) t.emulator.control.faults.add({ ...rule, user });
      const call = t.account
        .call(`${subject.definition.id}/${name}`, input)
        .catch((error) => errors.push([`an error of the service ${name}`, textOf(error)]));
      await finish(bench, call);
      t.emulator.control.faults.clear();
    }
  t.emulator.control.faults.add({ user, status: 403, code: "ErrorAccessDenied" });
  await finish(bench, Promise.allSettled([t.account.refresh(), t.account.rescan()]));
  look();
  const lines: [where: string, text: string][] = t.log.map((line) => ["a log line", line]);
  for (const [secret, what] of secretsOf(bench, inputs))
    for (const [where, text] of [...lines, ...errors])
      if (text.includes(secret))
        yield {
          seen: `There is ${what} in ${where}.`,
          todo: "Say what happened and to which kind of thing; never quote what Graph or a person wrote.",
        };
});

/** All that a surface may show of an error. */
function textOf(error: unknown): string {
  return CasementError.is(error) ? `${error.message} ${JSON.stringify(error.details)}` : String(error);
}
