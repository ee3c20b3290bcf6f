import type { CompiledFile } from '../compile';

/** A script of a package, compiled. */
export interface PackageScript {
  /** The stem of the file: how a bot or workflow is called. */
  readonly name: string;
  readonly path: string;
  readonly compiled: CompiledFile;
}
