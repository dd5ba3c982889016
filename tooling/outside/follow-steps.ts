import type { DocumentStep } from "../readme/document-steps.ts";
import type { DocumentShell, StartedStep } from "./document-shell.ts";
import type { EmulatedMicrosoft } from "./emulated-microsoft.ts";

/** Commands that go on until Ctrl-C, and what they print when they work. The first pattern that fits counts. */
const lasting: readonly (readonly [command: RegExp, sign: RegExp])[] = [
  [/^casement start$|^npx (pnpm@12 )?casement start$/, /Casement is running at [\s\S]*Dashboard/],
  [/ demo$/, /Casement demo[\s\S]*Dashboard[\s\S]*Press Ctrl-C/],
  [/ --watch$/, /\S/],
  [/^npm run dev$/, /Casement demo[\s\S]*Dashboard/],
];
const follows = /--follow$/;
/** In a line of `casement events`. */
const event = /\b(account|calendar|todo|email)\/[\w-]+/;
const login = /\bcasement login \w+$/;

export interface FollowedSteps {
  /** What each command printed, by command. */
  readonly printed: ReadonlyMap<string, string>;
  /** Presses Ctrl-C in each terminal in which something still runs. */
  stop(): Promise<void>;
}

/**
 * Follows steps one after the other, as a person does: what goes on is left running in its terminal, and a code is entered at Microsoft. `events
 * --follow` must print an event in the end. Call `stop` when all is done.
 */
export async function followSteps(
  shell: DocumentShell,
  steps: readonly DocumentStep[],
  microsoft?: EmulatedMicrosoft,
): Promise<FollowedSteps> {
  const printed = new Map<string, string>();
  const running = new Map<string, StartedStep>();
  for (const step of steps) {
    const { command } = step;
    const sign = lasting.find(([pattern]) => pattern.test(command))?.[1];
    if (running.has(command)) continue;
    if (sign || follows.test(command)) {
      const started = shell.start(step);
      running.set(command, started);
      if (sign) printed.set(command, await started.printed(sign));
    } else if (login.test(command) && microsoft) {
      const started = shell.start(step);
      const code = /enter the code\s+(\S+)/.exec(await started.printed(/enter the code\s+\S+/))?.[1] ?? "";
      await microsoft.enterCode(code);
      printed.set(command, await started.ended());
    } else printed.set(command, await shell.run(step));
  }
  const call = steps.find(({ command }) => / call \w+ [\w-]+\/create-/.test(command));
  for (const [command, started] of running) {
    if (!follows.test(command)) continue;
    // It was not connected yet: a person sees nothing, and calls once more.
    if (call && !(await started.prints(event, 15_000))) await shell.run(call);
    printed.set(command, await started.printed(event));
  }
  return {
    printed,
    async stop() {
      for (const started of running.values()) await started.stop();
    },
  };
}

/** The JSON in what a command printed, after notes for people. */
export const jsonIn = (output: string): any => JSON.parse(output.slice(output.indexOf("{")));
