import type { ConfigEdit } from "./config-edit.ts";

/** The edit of `prepare`, which undoes what was done for it if it cannot be prepared or committed, or is discarded. */
export async function undoWithEdit(prepare: () => Promise<ConfigEdit>, undo: () => Promise<void>): Promise<ConfigEdit> {
  const undoAndThrow = async (error: unknown): Promise<never> => {
    await undo();
    throw error;
  };
  const edit = await prepare().catch(undoAndThrow);
  return {
    ...edit,
    commit: () => edit.commit().catch(undoAndThrow),
    async discard() {
      await edit.discard();
      await undo();
    },
  };
}
