import { CasementError } from "@casement/core";
import type { AccountOperation, CallHandler, CallPort } from "@casement/host/ports";
import { describe, expect, it } from "vitest";

/** An adapter of the call port under test. Its process owns the accounts `home` and `office`. */
export interface CallRig extends AsyncDisposable {
  /** Where calls are made. */
  readonly caller: CallPort;
  /** Where they are answered. Can be the same. */
  readonly owner: CallPort;
}

/** Registers the contract test of a call port in a test file of vitest. */
export function testCallPort(name: string, createRig: () => Promise<CallRig>, { timeoutMs = 30_000 } = {}): void {
  const rescan = { account: "home", operation: { do: "rescan" }, repeatable: true } as const;
  const test = (promise: string, check: (rig: CallRig, serve: (handler: CallHandler) => void) => Promise<void>): void =>
    it(
      promise,
      async () => {
        await using rig = await createRig();
        let end = (): void => {};
        try {
          await check(rig, (handler) => {
            end = rig.owner.serve(handler);
          });
        } finally {
          end();
        }
      },
      timeoutMs,
    );

  describe(`call port: ${name}`, () => {
    test("passes the operation to the owner and its answer back", async ({ caller }, serve) => {
      const seen: [string, AccountOperation][] = [];
      serve(async (account, operation) => {
        seen.push([account, operation]);
        return { account, list: [1, "two", null] };
      });
      const operation = { do: "call", service: "mail/send", input: { subject: "Hello", to: ["a"] }, via: "http" } as const;
      expect(await caller.call({ account: "office", operation, repeatable: false })).toEqual({ account: "office", list: [1, "two", null] });
      expect(await caller.call(rescan)).toMatchObject({ account: "home" });
      expect(seen).toEqual([
        ["office", operation],
        ["home", { do: "rescan" }],
      ]);
    });

    test("runs each of many calls once", async ({ caller }, serve) => {
      const runs = new Map<string, number>();
      serve(async (_, operation) => {
        const service = "service" in operation ? operation.service : "";
        runs.set(service, (runs.get(service) ?? 0) + 1);
        return service;
      });
      const services = Array.from({ length: 30 }, (_, n) => `p/${n}`);
      const answers = services.map((service) => caller.call({ account: "home", operation: { do: "call", service }, repeatable: false }));
      expect(await Promise.all(answers)).toEqual(services);
      expect([...runs.values()]).toEqual(services.map(() => 1));
    });

    test("passes the owner's error on, with code, message and details", async ({ caller }, serve) => {
      serve(async () => {
        throw new CasementError("too-many-calls", "Too many calls wait.", { details: { retryAfter: 3 } });
      });
      const failure = await caller.call(rescan).catch((error: unknown) => error);
      expect(CasementError.is(failure)).toBe(true);
      expect(failure).toMatchObject({ code: "too-many-calls", message: "Too many calls wait.", details: { retryAfter: 3 } });
    });

    test("passes progress to the caller before the answer", async ({ caller }, serve) => {
      serve(async (_, __, { progress }) => {
        for (const done of [1, 2]) progress(done, 2);
        return "done";
      });
      const seen: (readonly [number, number] | unknown)[] = [];
      const answer = caller.call(rescan, { progress: (done, of) => void seen.push([done, of]) });
      seen.push(await answer);
      expect(seen).toEqual([[1, 2], [2, 2], "done"]);
    });

    test("tells the owner when the caller no longer waits", async ({ caller }, serve) => {
      const [began, ended] = [createGate(), createGate()];
      serve(async (_, __, { signal }) => {
        began.open();
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
        ended.open();
        signal.throwIfAborted();
      });
      const waiting = new AbortController();
      const call = caller.call(rescan, { signal: waiting.signal });
      call.catch(() => {});
      await began.opened;
      waiting.abort(new Error("enough"));
      await expect(call).rejects.toThrow();
      await ended.opened;
    });

    test("asks nobody if the caller has given up before", async ({ caller }, serve) => {
      let asked = 0;
      serve(async () => asked++);
      const reason = new Error("enough");
      await expect(caller.call(rescan, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(await caller.call(rescan)).toBe(0);
    });
  });
}

function createGate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
