import { type PoolOptions, type PoolWorker, ThreadsPoolWorker, type VitestPluginContext, type WorkerRequest } from "vitest/node";

type Listener = (message: any) => void;

/** The thread that runs all mutants. Undefined before the first one, and after a run that did not end. */
let thread: ThreadsPoolWorker | undefined;
let isStarted = false;
let isRunning = false;
/** How many runs use it now. */
let runs = 0;

/**
 * Vitest ends its worker after each run, so every mutant would load the host again, which takes longer than its tests. Here, the worker stays, and
 * only the files with tests are loaded again. That is enough, because Stryker switches mutants on while the code runs.
 */
export const keepWorker = {
  name: "keep-worker",
  configureVitest({ vitest, project }: VitestPluginContext): void {
    vitest.onClose(async () => thread?.stop());
    project.config.pool = "kept-worker";
    project.config.poolRunner = { name: "kept-worker", createPoolWorker: (options: PoolOptions) => new KeptWorker(options) };
  },
};

class KeptWorker implements PoolWorker {
  readonly name = "kept-worker";
  readonly #options: PoolOptions;
  readonly #listeners: (readonly [event: string, listener: Listener])[] = [];
  /** Has the names of the tests to run. The worker gets it at its start only. */
  #config: unknown;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    runs++;
    if (thread) return;
    thread = new ThreadsPoolWorker(this.#options);
    await thread.start();
    thread.on("message", onMessage);
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    thread?.on(event, listener);
  }
  off(event: string, listener: Listener): void {
    thread?.off(event, listener);
  }
  deserialize(data: unknown): unknown {
    return data;
  }

  send(message: WorkerRequest): void {
    if (message.type === "start") this.#config = message.context.config;
    if (message.type === "stop") this.#respond("stopped");
    else if (message.type === "start" && isStarted) this.#respond("started");
    else if (message.type === "run") {
      isRunning = true;
      thread?.send({ ...message, context: { ...message.context, config: this.#config } } as WorkerRequest);
    } else {
      isStarted = true;
      thread?.send(message);
    }
  }

  #respond(type: "started" | "stopped"): void {
    const response = { type, __vitest_worker_response__: true };
    queueMicrotask(() => {
      for (const [event, listener] of this.#listeners) if (event === "message") listener(response);
    });
  }

  async stop(): Promise<void> {
    runs--;
    for (const [event, listener] of this.#listeners) thread?.off(event, listener);
    if (!isRunning) return;
    await thread?.stop();
    thread = undefined;
    isStarted = false;
    isRunning = false;
  }
}

function onMessage(message: { type?: string; t?: string; i?: string }): void {
  if (message.type === "testfileFinished") isRunning = false;
  // A call from the worker between two runs. The next run would wait for its answer.
  if (message.t === "q" && message.i !== undefined && runs === 0) thread?.send({ t: "s", i: message.i } as never);
}
