/** The seed of a run's chance: the same for the same run. */
export function seedOfRun(runId: string): number {
  return parseInt(runId.replaceAll('-', '').slice(-8), 16) | 0;
}

/** A UUID (version 8, RFC 9562) made of a hash in hexadecimal, so that the same input names the same thing. */
export function uuidOfHash(hex: string): string {
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
