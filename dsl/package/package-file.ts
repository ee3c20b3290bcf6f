/** One file of a package. Paths use `/` and begin inside the package or with its folder. */
export interface PackageFile {
  readonly path: string;
  readonly text: string;
}

/** Something about a package that has no place in a BASIC text. */
export interface PackageProblem {
  readonly code: 'PACKAGE_CSV' | 'PACKAGE_CONFIG' | 'PACKAGE_TWICE' | 'PACKAGE_EMPTY';
  readonly severity: 'error' | 'warning';
  readonly path: string;
  readonly message: string;
}
