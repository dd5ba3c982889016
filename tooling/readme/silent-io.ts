import type { CommandIo } from "../../apps/hub/src/terminal/command-io.ts";

/** For a program whose help is read and which does nothing. */
export const silentIo: CommandIo = {
  print: () => {},
  warn: () => {},
  screen: () => {},
  ask: async () => undefined,
  readInput: async () => "",
  terminal: false,
  color: false,
  columns: 80,
  env: {},
  cwd: "/",
  signal: new AbortController().signal,
};
