import { AppError } from '../plan/errors';
import type { PackageView } from '../plan/messages';
import type { InputField, Places, Plan } from '../plan/schema';
import type { Variables } from '../plan/value';
import type { Bot } from '../store/bots';
import type { TableRow } from '../store/effects';

/** A workflow of a package, linked with its bots: ready to be launched. */
export interface PreparedWorkflow {
  readonly packageName: string;
  readonly workflowName: string;
  readonly contentHash: string;
  readonly path: string;
  readonly plan: Plan;
  readonly places: Places;
  readonly parameters: readonly InputField[];
  readonly sourceFile: string | null;
  readonly sourceText: string | null;
  /** Rows that the tables of the package begin with. */
  readonly tables: readonly { readonly name: string; readonly rows: readonly TableRow[] }[];
  /** What the configuration of the package sets for every run. */
  readonly variables: Variables;
}

/** The packages of a folder. They are read anew each time, but compiled only when they have changed. */
export interface PackageShelf {
  list(): Promise<readonly PackageView[]>;
  /**
   * Finds, compiles and links a workflow. PACKAGE_UNKNOWN, WORKFLOW_UNKNOWN, or PACKAGE_INVALID with the
   * mistakes in its text. Without a name the only workflow of the package is taken.
   */
  prepare(
    packageName: string,
    workflowName: string | undefined,
    registry: readonly Bot[],
  ): Promise<PreparedWorkflow>;
}

/** The packages of a folder. */
export function createPackageShelf(root: string): PackageShelf {
  void root;
  return {
    list: () => Promise.resolve([]),
    prepare: (name) => Promise.reject(new AppError('PACKAGE_UNKNOWN', { package: name })),
  };
}
