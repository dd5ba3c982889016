import { it } from "vitest";
import { good, options } from "./broken.fixture.ts";
import { honestWhen } from "./checks/honest-when.ts";
import { leastPrivileged } from "./checks/least-privileged.ts";
import { createSubject } from "./subject.ts";
import { testPlugin } from "./test-plugin.ts";

testPlugin(good, options);

it("a permission that another configuration brings into force is needed there", async () => {
  const subject = createSubject(good, { ...options, config: { assistant: true } });
  await honestWhen(subject);
  await leastPrivileged(subject);
});
