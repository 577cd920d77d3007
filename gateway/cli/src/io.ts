/** Where the program reads and writes; a test hands in its own. */
export interface Io {
  /** Data. */
  stdout: { write: (text: string) => unknown; isTTY?: boolean };
  /** Progress and errors. */
  stderr: { write: (text: string) => unknown; isTTY?: boolean };
  stdin: AsyncIterable<Uint8Array | string>;
  env: Readonly<Record<string, string | undefined>>;
}
