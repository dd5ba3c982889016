import type { TestBroker } from "./broker.fixture.ts";
import { describeBadDays } from "./suite/bad-days.fixture.ts";
import { describeCalls } from "./suite/calls.fixture.ts";
import { describeStatements } from "./suite/statements.fixture.ts";

/** What must hold on every broker. */
export function describeSurface(name: string, start: () => Promise<TestBroker>, { speaks5 }: { speaks5: boolean }): void {
  describeStatements(name, start);
  describeBadDays(name, start);
  describeCalls(name, start, speaks5);
}
