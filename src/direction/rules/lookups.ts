/** What the linter must ask of the outside: it reads no files itself. */
export interface Lookups {
  /** Whether a file or folder is there. The path is relative to the workspace. */
  exists(path: string): boolean;
  /** Whether a program can be found. */
  hasTool(name: string): boolean;
}
