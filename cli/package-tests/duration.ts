const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Milliseconds of `30` (seconds), `90 seconds` or `1.5 hours`; undefined for anything else. */
export function toMilliseconds(given: number | string): number | undefined {
  if (typeof given === 'number') {
    return Number.isFinite(given) && given >= 0 ? given * 1000 : undefined;
  }
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([a-z]+)$/i.exec(given.trim()) ?? [];
  const size = UNITS[unit.toLowerCase().replace(/(?<=.{3})s$/, '')];
  return amount === '' || size === undefined ? undefined : Number(amount) * size;
}

/** The shortest way to write milliseconds that is read back the same. */
export function writeDuration(milliseconds: number): number | string {
  for (const [unit, size] of Object.entries(UNITS).reverse()) {
    if (unit === 'ms' || milliseconds % size !== 0) continue;
    const amount = milliseconds / size;
    return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  }
  return `${milliseconds} ms`;
}
