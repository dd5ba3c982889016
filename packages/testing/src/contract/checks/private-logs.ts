import { CasementError } from "@casement/core";
import { advanceUntilEnd } from "../advance.ts";
import { createContractCheck } from "../contract-check.ts";
import { exampleInputOf } from "../example-input.ts";
import { privateTextsOf } from "../private-texts.ts";

export const privateLogs = createContractCheck("puts no token, address, subject or body into logs or errors", async function* (subject) {
  await using rig = await subject.open();
  const { t, user, recorder } = rig;
  const errors: [where: string, text: string][] = [];
  const inputs: unknown[] = [];
  const collectErrors = async () => {
    for (const { kind, error } of await rig.sensors()) errors.push([`the error of a sensor of kind ${kind}`, error ?? ""]);
    for (const { error = "", reason = "" } of t.account.status().plugins) errors.push(["the plugin's status", `${error} ${reason}`]);
  };
  await subject.options.change?.(recorder.emulator, user);
  await t.account.refresh();
  await t.advance("2m");
  await collectErrors();
  for (const rule of [undefined, { status: 404, code: "ErrorItemNotFound" }, { status: 403, code: "ErrorAccessDenied" }])
    for (const name of Object.keys(subject.definition.services ?? {})) {
      const input = await exampleInputOf(subject, rig, name);
      if (input === undefined) continue;
      inputs.push(input);
      if (rule) t.emulator.control.faults.add({ ...rule, user });
      const call = t.account
        .call(`${subject.definition.id}/${name}`, input)
        .catch((error) => errors.push([`an error of the service ${name}`, shownTextOf(error)]));
      await advanceUntilEnd(rig, call);
      t.emulator.control.faults.clear();
    }
  t.emulator.control.faults.add({ user, status: 403, code: "ErrorAccessDenied" });
  await advanceUntilEnd(rig, Promise.allSettled([t.account.refresh(), t.account.rescan()]));
  await collectErrors();
  const lines: [where: string, text: string][] = t.log.map((line) => ["a log line", line]);
  for (const [privateText, what] of privateTextsOf(rig, inputs))
    for (const [where, text] of [...lines, ...errors])
      if (text.includes(privateText))
        yield {
          observed: `There is ${what} in ${where}.`,
          advice: "Say what happened and to which kind of thing. Never quote what Graph returned or a person wrote.",
        };
});

/** Everything that a surface may show of an error. */
function shownTextOf(error: unknown): string {
  return CasementError.is(error) ? `${error.message} ${JSON.stringify(error.details)}` : String(error);
}
