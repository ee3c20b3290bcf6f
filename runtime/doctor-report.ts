/** `missing` has to be installed, `unhealthy` has to be repaired, `stopped` is only not running. */
export type DoctorStatus = 'ok' | 'missing' | 'unhealthy' | 'stopped';

/** What is known about one part. */
export interface DoctorPart {
  readonly name: string;
  readonly status: DoctorStatus;
  /** A path or an address; undefined when the part is nowhere. */
  readonly where?: string | undefined;
  readonly version?: string | undefined;
  /** What to do, when there is something to do; otherwise what is worth knowing. */
  readonly advice?: string | undefined;
}

/** The state of everything that workflows run on. */
export interface DoctorReport {
  /** False when any part is missing or unhealthy; a stopped stack is healthy. */
  readonly healthy: boolean;
  readonly parts: readonly DoctorPart[];
}
