import { CasementError, checkValue } from "@casement/core";
import { createContractCheck } from "../contract-check.ts";
import { exampleInputOf } from "../example-input.ts";
import { jsonSchemaIssues } from "../plugin-schemas.ts";

export const notifyTexts = createContractCheck("accepts a text alone in every service with `notify`", async function* (subject) {
  const services = Object.entries(subject.definition.services ?? {}).filter(([, { notify }]) => notify);
  let hasRefusal = false;
  for (const [name, { input, notify }] of services) {
    const textOnly = { [notify!.field]: "x" };
    if (!("issues" in (await checkValue(input, textOnly))) && jsonSchemaIssues(input, "input", textOnly).length === 0) continue;
    hasRefusal = true;
    yield complaint(name, notify!.field, "the input refuses it");
  }
  if (hasRefusal || services.length === 0) return;
  await using rig = await subject.open();
  const { account, host } = rig.t;
  for (const [name, { notify, target }] of services) {
    const id = `${subject.definition.id}/${name}`;
    if ((await host.services(account.name)).some((service) => service.id === id && service.notify)) {
      const { sensor } = (target !== undefined && (await exampleInputOf(subject, rig, name))) || {};
      try {
        await account.call(id, { [notify!.field]: "x", ...(sensor !== undefined && { sensor }) });
      } catch (error) {
        yield complaint(name, notify!.field, CasementError.is(error) ? `${error.code}: ${error.message}` : "it failed");
      }
    }
  }
});

const complaint = (name: string, field: string, reason: string) => ({
  observed: `The service ${name} does not accept "${field}" alone: ${reason}.`,
  advice: "Make all other fields optional, say in `when` under which configuration they are, or remove `notify`.",
});
