import { CasementError } from "@casement/core";
import { advanceUntilEnd } from "../advance.ts";
import { createContractCheck } from "../contract-check.ts";
import { exampleInputOf } from "../example-input.ts";

/** No ID of Graph contains these characters. */
const noId = "19:a/b\u0001?c#d";
const faultCodes = ["plugin-failed", "scope-fence", "path-unknown", "output-invalid"];

export const refusedIds = createContractCheck("answers an ID that cannot exist as a mistake of the caller", async function* (subject) {
  const services = Object.keys(subject.definition.services ?? {});
  if (services.length === 0) return;
  await using rig = await subject.open();
  for (const name of services) {
    const input = await exampleInputOf(subject, rig, name);
    for (const [field, value] of Object.entries(input ?? {})) {
      const wrong = Array.isArray(value) && value.every((each) => typeof each === "string") ? [noId] : noId;
      if (typeof value !== "string" && wrong === noId) continue;
      let code: string | undefined;
      const call = rig.t.account.call(`${subject.definition.id}/${name}`, { ...input, [field]: wrong }).catch((error) => {
        code = CasementError.is(error) ? error.code : "no CasementError";
      });
      await advanceUntilEnd(rig, call);
      if (code !== undefined && faultCodes.includes(code))
        yield {
          observed: `${name} failed with ${code} when \`${field}\` contained separators and a control character.`,
          advice: "Put IDs into paths with encodeURIComponent, so that the host can refuse those that cannot exist.",
        };
    }
  }
});
