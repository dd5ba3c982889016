import { createContractCheck } from "../contract-check.ts";

export const quietRestart = createContractCheck("raises no event twice after a restart or an expired cursor", async function* (subject) {
  await using rig = await subject.open();
  const { t, recorder, user, observed } = rig;
  await subject.options.change?.(recorder.emulator, user);
  await t.account.refresh();
  await t.advance("2m");
  const raisedBefore = observed.raised.length;
  await using restarted = await t.restart();
  for (const { type } of restarted.events.filter((event) => event.type.startsWith(`${subject.definition.id}/`)))
    yield {
      observed: `${type} was raised after a restart, although nothing had changed.`,
      advice: "Keep what was announced in the items, or derive it from them. Variables are empty after a restart.",
    };
  t.emulator.control.delta.expire();
  await restarted.account.refresh();
  for (const { caller, event } of observed.raised.slice(raisedBefore).filter(({ caller }) => caller.endsWith(".changed")))
    yield {
      observed: `${caller} raised ${event} for an item that was read again and had not changed.`,
      advice: "Compare `before` and `after`. Do not put values into items that differ in every read (times, counters, cursors).",
    };
});
