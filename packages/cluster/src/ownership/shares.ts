import type { WorkerInfo } from "@casement/host/ports";

/** What a worker tells the others. */
export interface SharingWorker extends WorkerInfo {
  readonly slots: number;
  /** How many slots it takes at most. */
  readonly limit: number;
}

/** How many slots a worker should own: as many as every other, but for those that take fewer. */
export function shareOf(id: string, workers: readonly SharingWorker[], slots: number): number {
  const sharing = workers.filter(({ isDraining }) => !isDraining).toSorted((a, b) => a.limit - b.limit || (a.id < b.id ? -1 : 1));
  let rest = slots;
  for (const [index, worker] of sharing.entries()) {
    const share = Math.min(worker.limit, Math.ceil(rest / (sharing.length - index)));
    if (worker.id === id) return share;
    rest -= share;
  }
  return 0;
}

/** How many slots a worker gives back. A small surplus stays where it is, unless another worker lacks more than that. */
export function surplusOf(id: string, owned: number, workers: readonly SharingWorker[], slots: number): number {
  const share = shareOf(id, workers, slots);
  const surplus = Math.max(0, owned - share);
  const isLacking = workers.some((worker) => !worker.isDraining && worker.slots < 0.9 * shareOf(worker.id, workers, slots));
  return surplus > 0.1 * share || isLacking ? surplus : 0;
}
