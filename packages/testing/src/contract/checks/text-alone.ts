import { CasementError, checkValue as validate } from "@casement/core";
import { check } from "../check.ts";
import { exampleFor } from "../example.ts";
import { misfits } from "../json-schema.ts";

export const textAlone = check("takes a text alone where a service's notify says so", async function* (subject) {
  const services = Object.entries(subject.definition.services ?? {}).filter(([, { notify }]) => notify);
  let refused = false;
  for (const [name, { input, notify }] of services) {
    const alone = { [notify!.field]: "x" };
    if (!("issues" in (await validate(input, alone))) && misfits(input, "input", alone).length === 0) continue;
    refused = true;
    yield complaint(name, notify!.field, "the input refuses it");
  }
  if (refused || services.length === 0) return;
  await using bench = await subject.open();
  const { account, host } = bench.t;
  for (const [name, { notify, target }] of services) {
    const id = `${subject.definition.id}/${name}`;
    if (host.services().some((service) => service.account === account.name && service.id === id && service.notify)) {
      const { sensor } = (target !== undefined && (await exampleFor(subject, bench, name))) || {};
      try {
        await account.call(id, { [notify!.field]: "x", ...(sensor !== undefined && { sensor }) });
      } catch (error) {
        yield complaint(name, notify!.field, CasementError.is(error) ? `${error.code}: ${error.message}` : "it failed");
      }
    }
  }
});

const complaint = (name: string, field: string, what: string) => ({
  seen: `The service ${name} does not do with "${field}" alone: ${what}.`,
  todo: "Let everything else be left out, say in `when` under which configuration it can be, or take `notify` away.",
});
