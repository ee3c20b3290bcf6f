/** What a package may have, in a folder or in an archive. A message about a limit tells it. */
export const PACKAGE_LIMITS = {
  /** Bytes of a zip archive. */
  archiveBytes: 20 * 1_048_576,
  /** Files and folders together. */
  entries: 5_000,
  /** Bytes of all texts: scripts, tables, settings. */
  textBytes: 20 * 1_048_576,
  /** Bytes of everything, unpacked. */
  bytes: 100 * 1_048_576,
  /** How many times larger than in the archive a file may be, once it is larger than `ratioFrom`. */
  ratio: 200,
  ratioFrom: 1_048_576,
  /** Folders in folders. */
  depth: 12,
  /** Characters of a path. */
  pathLength: 200,
} as const;
