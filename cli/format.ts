/** Milliseconds as a person reads them: `240 ms`, `3.4 s`, `2 min 05 s`, `3 h 20 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${pad(Math.floor((ms % 60_000) / 1000))} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** The time between two moments; until now where the second is missing, `-` where the first is. */
export function formatSpan(from: string | null, to: string | null): string {
  if (from === null) return '-';
  return formatDuration((to === null ? Date.now() : Date.parse(to)) - Date.parse(from));
}

/** The time of day with milliseconds, where the reader is: `14:03:22.418`. */
export function formatClock(at: string | null): string {
  if (at === null) return '-';
  const time = new Date(at);
  const parts = [time.getHours(), time.getMinutes(), time.getSeconds()].map(pad);
  return `${parts.join(':')}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

/** Day and time of day, where the reader is: `2026-03-01 14:03:22`. */
export function formatMoment(at: string | null): string {
  if (at === null) return '-';
  const time = new Date(at);
  const day = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(pad).join('-');
  return `${day} ${formatClock(at).slice(0, 8)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
