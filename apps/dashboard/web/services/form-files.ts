import { createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import { ApiError } from "../api/request-hub.ts";
import { createStore, useStore, type ValueStore } from "../api/value-store.ts";

/** A file that somebody has chosen, and that the call will not have. */
export interface RefusedFile {
  readonly name: string;
  readonly why: string;
}

/** The files of a form that are not with the hub. While there are any, nothing that names them can be sent. */
interface FormFiles {
  /** How many choices are on their way. */
  readonly running: number;
  /** Until the person removes them. By field. */
  readonly refused: ReadonlyMap<string, readonly RefusedFile[]>;
}

export const createFormFiles = () => createStore<FormFiles>({ running: 0, refused: new Map() });

export const FormFilesContext = createContext<ValueStore<FormFiles>>(createFormFiles());

/** The files that are chosen in a field. `id`: of the field in the page. */
export function useChosenFiles(id: string) {
  const files = useContext(FormFilesContext);
  const refused = useStore(files).refused.get(id) ?? [];
  const setRefused = (next: readonly RefusedFile[]) => {
    const { running, refused: before } = files.get();
    const others = [...before].filter(([field]) => field !== id);
    files.set({ running, refused: new Map(next.length > 0 ? [...others, [id, next]] : others) });
  };
  const count = (more: number) => files.set({ ...files.get(), running: files.get().running + more });
  useEffect(() => () => setRefused([]), []);
  return {
    refused,
    setRefused,
    /** Takes each of the files. One that is refused does not keep the others. */
    async take<T>(chosen: readonly File[], takeFile: (file: File) => Promise<T>): Promise<readonly T[]> {
      const taken: T[] = [];
      const failed: RefusedFile[] = [];
      count(1);
      for (const file of chosen)
        await takeFile(file).then(
          (each) => taken.push(each),
          (error) => failed.push({ name: file.name, why: error instanceof ApiError ? error.problem.detail : (error as Error).message }),
        );
      count(-1);
      const names = new Set(chosen.map(({ name }) => name));
      setRefused([...(files.get().refused.get(id) ?? []).filter(({ name }) => !names.has(name)), ...failed]);
      return taken;
    },
  };
}

/** The newest value, for what goes on after a wait: meanwhile, other fields have changed. */
export function useNewest<T>(value: T): { readonly current: T } {
  const newest = useRef(value);
  newest.current = value;
  return newest;
}
