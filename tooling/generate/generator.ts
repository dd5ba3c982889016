/** One file of the repository as it should be. `path` is relative to the repository's root. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Makes files from facts. The same facts always give the same text. */
export interface Generator {
  readonly name: string;
  /** The files, or a sentence that says why nothing can be made here. */
  make(root: string): Promise<readonly GeneratedFile[] | string>;
}
