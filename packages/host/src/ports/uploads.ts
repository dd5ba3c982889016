/** Where a file that a surface took waits for the service that reads it. Without a cluster: the memory of the host. */
export interface UploadPort {
  /** Keeps a file for an hour. The oldest files go when all together are too large. */
  keep(key: string, content: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Undefined if it is not there any more. */
  read(key: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}
