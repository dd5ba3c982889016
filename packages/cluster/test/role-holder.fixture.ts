// A process that waits for the role `mqtt`, which tests suspend and kill. Arguments: address of the Redis, its name. While it has the role it appends its
// name to the list `test:acts` without a pause. A line on its standard input stops it; `block <file>` holds it up until the file exists.

import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { connectRedis } from "../src/redis/connect-redis.ts";
import { createKeys } from "../src/redis/keys.ts";
import { holdRole } from "../src/roles/hold-role.ts";

const [url = "", id = ""] = process.argv.slice(2);
const connect = () => connectRedis({ url, onProblem() {} });
const acts = connect();
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const role = holdRole({
  redis: connect(),
  keys: createKeys("test:"),
  name: "mqtt",
  onProblem: () => print("problem"),
  async run(signal, lease) {
    print("begin");
    while (!signal.aborted) {
      if (!lease.sure(0)) print(`not sure ${signal.reason}`);
      else await acts.rpush("test:acts", id);
    }
    print(`end ${signal.reason}`);
  },
});
createInterface({ input: process.stdin }).on("line", async (line) => {
  const [command, file] = line.split(" ");
  if (command === "block") {
    print("blocked");
    while (!existsSync(file!));
    print(`held ${role.isHeld}`);
    return;
  }
  await role.stop();
  process.exit(0);
});
print("ready");
