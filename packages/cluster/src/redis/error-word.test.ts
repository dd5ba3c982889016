import { expect, test } from "vitest";
import { errorWordOf } from "./error-word.ts";

test.each([
  ["OOM command not allowed when used memory > 'maxmemory'.", "OOM"],
  ["READONLY You can't write against a read only replica.", "READONLY"],
  ["ERR Error running script (call to f_0a1b): @user_script:12: -OOM command not allowed when used memory > 'maxmemory'.", "OOM"],
  ["ERR Error running script (call to f_0a1b): @user_script: 3: -READONLY You can't write against a read only replica.", "READONLY"],
  ["Connection is closed.", undefined],
])("%s", (message, word) => {
  expect(errorWordOf(new Error(message))).toBe(word);
});
