const PERSONAL = /@(gmail|yahoo|hotmail|outlook|icloud|live|aol|proton|protonmail)\./i;
const LEADING = /\b(ceo|cto|cfo|founder|owner|director|head|vp|manager|president)\b/i;

/** What a lead has, and how much it counts. */
const SIGNS: readonly {
  readonly reason: string;
  readonly points: number;
  readonly holds: (lead: Readonly<Record<string, unknown>>) => boolean;
}[] = [
  { reason: 'an address of e-mail', points: 15, holds: (lead) => has(lead, 'email') },
  {
    reason: 'an address of a company',
    points: 20,
    holds: (lead) => has(lead, 'email') && !PERSONAL.test(textOf(lead['email'])),
  },
  { reason: 'a telephone number', points: 10, holds: (lead) => has(lead, 'phone') },
  { reason: 'a company', points: 15, holds: (lead) => has(lead, 'company') },
  { reason: 'an industry', points: 5, holds: (lead) => has(lead, 'industry') },
  { reason: 'a budget', points: 15, holds: (lead) => has(lead, 'budget') },
  {
    reason: 'somebody who decides',
    points: 20,
    holds: (lead) => LEADING.test(textOf(lead['job_title'] ?? lead['title'])),
  },
];

/** How promising a lead is, by what is known of it: 0 to 100. */
export function scoreLead(text: string): Readonly<Record<string, string | number | boolean>> {
  const lead = readLead(text);
  const held = SIGNS.filter(({ holds }) => holds(lead));
  const score = held.reduce((sum, { points }) => sum + points, 0);
  const grade = score >= 75 ? 'A' : score >= 50 ? 'B' : score >= 25 ? 'C' : 'D';
  const reason =
    held.length === 0 ? 'nothing is known' : held.map((sign) => sign.reason).join(', ');
  return { score, grade, qualified: score >= 50, reason };
}

function readLead(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text);
    const [first]: readonly unknown[] = Array.isArray(read) ? (read as unknown[]) : [read];
    return typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function has(lead: Readonly<Record<string, unknown>>, name: string): boolean {
  return textOf(lead[name]).trim() !== '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
