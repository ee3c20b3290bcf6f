/**
 * A day as ISO writes it. Of `31/01/2026` and `01/31/2026` the part above 12 is the day; where both are
 * months, the day comes first.
 */
export function readDay(text: string): string | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T.{0,40})?$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (!local) return undefined;
  const [first, second, year] = [Number(local[1]), Number(local[2]), Number(local[3])];
  return second > 12 ? dayOf(year, first, second) : dayOf(year, second, first);
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const longest = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (longest === undefined || day < 1 || day > longest || year < 1) return undefined;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** A time of day as `HH:MM`: `14:30`, `2:30 pm`, `9h`, `9`. */
export function readHour(text: string): string | undefined {
  const match = /^(\d{1,2})(?:[:h.](\d{2})?)?\s*([ap])?\.?(?:m\.?)?$/i.exec(text);
  if (!match) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  const half = match[3]?.toLowerCase();
  if (minute > 59 || hour > (half === undefined ? 23 : 12)) return undefined;
  if (half === undefined) return `${pad(hour, 2)}:${pad(minute, 2)}`;
  if (hour === 0) return undefined;
  return `${pad((hour % 12) + (half === 'p' ? 12 : 0), 2)}:${pad(minute, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
