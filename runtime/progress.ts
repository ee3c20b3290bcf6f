/** Takes one line that tells a person what is being done. */
export type Progress = (line: string) => void;

/** Swallows progress; for callers who have nobody to tell. */
export const silent: Progress = () => undefined;

/** Says what is being done when it begins to take long, then every few seconds, until it is done. */
export async function narrate<T>(
  onProgress: Progress,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  const begun = Date.now();
  const timer = setInterval(() => {
    onProgress(`${what}: still working after ${seconds(begun)}`);
  }, 3000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Time since `begun` (milliseconds) as a person reads it: `2.4 s`. */
export function seconds(begun: number): string {
  return `${((Date.now() - begun) / 1000).toFixed(1)} s`;
}
