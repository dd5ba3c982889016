import { expect, it } from "vitest";
import { createListenerSet } from "./listener-set.ts";

it("calls every listener until it unsubscribes", () => {
  const listeners = createListenerSet<string>();
  const heard: string[] = [];
  const end = listeners.subscribe((change) => void heard.push(`one ${change}`));
  listeners.subscribe((change) => void heard.push(`two ${change}`));
  listeners.publish("a");
  end();
  listeners.publish("b");
  expect(heard).toEqual(["one a", "two a", "two b"]);
});
