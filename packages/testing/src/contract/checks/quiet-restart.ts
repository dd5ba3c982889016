import { check } from "../check.ts";

export const quietRestart = check("announces nothing twice after a restart or an expired cursor", async function* (subject) {
  await using bench = await subject.open();
  const { t, recorder, user, watch } = bench;
  await subject.options.change?.(recorder.emulator, user);
  await t.account.refresh();
  await t.advance("2m");
  const told = watch.raised.length;
  await using again = await t.restart();
  for (const { type } of again.events.filter((event) => event.type.startsWith(`${subject.definition.id}/`)))
    yield {
      seen: `${type} was announced after a restart although nothing had happened.`,
      todo: "Keep what was announced in items, or derive it from them: variables are empty after a restart.",
    };
  t.emulator.control.delta.expire();
  await again.account.refresh();
  for (const { by, event } of watch.raised.slice(told).filter(({ by }) => by.endsWith(".changed")))
    yield {
      seen: `${by} raised ${event} for an item that was read anew and had not changed its meaning.`,
      todo: "Compare `before` and `after`, and keep out of items what differs at every reading (times, counters, cursors).",
    };
});
