import { expect, it } from "vitest";
import { createMarkerLedger } from "./marker-ledger.ts";

it("finds what is lost, doubled and invented, and counts an event that was delivered twice once", () => {
  const ledger = createMarkerLedger("test");
  const [first, second, third] = ["task", "task", "mail"].map(ledger.mark);
  for (const marker of [first, second, third]) ledger.expect("todo/task-created", marker!);
  const seen = (id: string, marker: string, type = "todo/task-created") => ({ id, type, payload: { title: `${marker}x` } });
  expect(
    ledger.compare([seen("1", first!), seen("1", first!), seen("2", second!), seen("3", second!), seen("4", first!, "todo/task-removed")]),
  ).toEqual({
    expected: 3,
    lost: ["todo/task-created mk-test-mail-3-"],
    doubled: ["todo/task-created mk-test-task-2-"],
    invented: ["todo/task-removed mk-test-task-1-"],
  });

  ledger.clear();
  expect(ledger.compare([seen("1", first!)])).toEqual({ expected: 0, lost: [], doubled: [], invented: [] });
});
