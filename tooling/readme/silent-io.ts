import type { CommandIo } from "../../apps/hub/src/terminal/command-io.ts";

/** A CommandIo that prints nothing, to read the help of commands. */
export const silentIo: CommandIo = {
  print: () => {},
  warn: () => {},
  screen: () => {},
  keepRunning: () => {},
  ask: async () => undefined,
  readKey: async () => undefined,
  readInput: async () => "",
  terminal: false,
  color: false,
  columns: 80,
  env: {},
  cwd: "/",
  signal: new AbortController().signal,
};
