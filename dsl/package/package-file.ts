/** One text of a package. Paths use `/` and begin inside the package or with its folder. */
export interface PackageFile {
  readonly path: string;
  readonly text: string;
}

/** A file of a package that is no text: its content is kept, not looked at. */
export interface PackageDocument {
  readonly path: string;
  readonly size: number;
}

/** Everything that lies in a package. */
export interface PackageContent {
  readonly files: readonly PackageFile[];
  readonly documents: readonly PackageDocument[];
}

/** Something about a package that its BASIC texts alone cannot tell. */
export interface PackageProblem {
  readonly code:
    | 'PACKAGE_CSV'
    | 'PACKAGE_CONFIG'
    | 'PACKAGE_TWICE'
    | 'PACKAGE_EMPTY'
    | 'PACKAGE_MANIFEST'
    | 'PACKAGE_BOT'
    | 'PACKAGE_TOOL'
    | 'PACKAGE_FILE'
    | 'PACKAGE_KNOWLEDGE'
    | 'PACKAGE_SCHEDULE'
    | 'PACKAGE_TEXT';
  readonly severity: 'error' | 'warning';
  readonly path: string;
  /** Counts from 1; where the problem has a line. */
  readonly line?: number;
  readonly message: string;
}
