// A process that owns an account, which tests suspend and kill. Arguments: address of the Redis, token, `compact` to compact at every step. Prints each
// number when it is stored, and the code of an error.

import { connectRedis } from "../src/redis/connect-redis.ts";
import { createNumberedState, createTestState } from "./test-state.fixture.ts";

const [url = "", token = "", how] = process.argv.slice(2);
const redis = connectRedis({ url, onProblem() {} });
const { state } = createTestState(redis);
const store = await state.open("home", { token, sure: () => true });
const numbered = createNumberedState(store);
const list = "p/f/a";
try {
  for (let number = (numbered.lists.get(list)?.at(-1) ?? 0) + 1; ; number++) {
    const committed = store.commit(numbered.add(list, number));
    const compacted = how === "compact" && number % 3 === 0 ? store.compact(numbered.parts()) : undefined;
    await committed;
    process.stdout.write(`${number}\n`);
    await compacted;
  }
} catch (error) {
  process.stdout.write(`${(error as { code: string }).code}\n`);
  process.exitCode = 1;
  redis.disconnect();
}
