/** The expected content of a file. `path`: relative to the root of the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Generates files. The output depends only on the input files. */
export interface FileGenerator {
  readonly name: string;
  /** The files, or a sentence that says why they cannot be generated here. */
  make(root: string): Promise<readonly GeneratedFile[] | string>;
}
