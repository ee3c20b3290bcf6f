import { checkPlan, PLAN_LIMITS, type PlanProblem } from './check-plan';
import { escapePointer } from './json-pointer';
import { PlanSchema, type Plan } from './schema';
import { isUnstorable } from './wire-fields';

/** The most characters of the JSON of a plan. */
export const MAX_PLAN_LENGTH = 1_048_576;
/** An expression has at most two levels of JSON for each of its own, below a few of the plan. */
const MAX_JSON_DEPTH = 2 * PLAN_LIMITS.expressionDepth + 20;
const PLAN_VERSION = 1;
/** Keys that could reach a prototype. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

/** A plan that can be run, or what is wrong with the text. */
export type ParsedPlan =
  | { readonly plan: Plan; readonly problems?: never }
  | { readonly plan?: never; readonly problems: readonly PlanProblem[] };

/**
 * Reads a plan that somebody else has written. Whatever the text is, this ends soon and does not throw;
 * at most as many problems are told as `PLAN_LIMITS` says.
 */
export function parsePlan(text: string): ParsedPlan {
  if (text.length > MAX_PLAN_LENGTH) {
    const message = `The plan has ${text.length} characters; the limit is ${MAX_PLAN_LENGTH}.`;
    return problem('PLAN_TOO_LARGE', '', message);
  }
  const value = readJson(text);
  if (value instanceof SyntaxError) {
    return problem('PLAN_INVALID', '', `This is not JSON: ${value.message}.`);
  }
  const obstacle = findObstacle(value);
  if (obstacle !== undefined) return { problems: [obstacle] };
  const version = readVersion(value);
  if (typeof version === 'number' && version !== PLAN_VERSION) {
    const message = `The plan has the version ${version}; version ${PLAN_VERSION} can be read.`;
    return problem('PLAN_VERSION', '/planVersion', message);
  }
  const parsed = PlanSchema.safeParse(value);
  if (!parsed.success) return { problems: fromIssues(parsed.error.issues) };
  const problems = checkPlan(parsed.data);
  return problems.length > 0 ? { problems } : { plan: parsed.data };
}

function problem(code: PlanProblem['code'], pointer: string, message: string): ParsedPlan {
  return { problems: [{ code, pointer, message }] };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

/** What the schema must not see: it goes in recursively, and drops some keys silently. No recursion here. */
function findObstacle(root: unknown): PlanProblem | undefined {
  const stack: { value: unknown; pointer: string; depth: number }[] = [
    { value: root, pointer: '', depth: 0 },
  ];
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { value, pointer, depth } = entry;
    if (typeof value === 'string' && isUnstorable(value)) return unstorable(pointer);
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_JSON_DEPTH) {
      return { code: 'PLAN_TOO_DEEP', pointer: '', message: 'The plan is nested too deep.' };
    }
    for (const [key, child] of Object.entries(value)) {
      const inner = depth < SHOWN_DEPTH ? `${pointer}/${escapePointer(key)}` : pointer;
      if (isUnstorable(key)) return unstorable(pointer);
      if (FORBIDDEN_KEYS.has(key)) {
        return { code: 'PLAN_NAME', pointer: inner, message: `The name ${key} is reserved.` };
      }
      stack.push({ value: child, pointer: inner, depth: depth + 1 });
    }
  }
  return undefined;
}

/** PostgreSQL and UTF-8 cannot carry it. */
function unstorable(pointer: string): PlanProblem {
  const message = 'This holds NUL or half of a character, which cannot be stored.';
  return { code: 'PLAN_INVALID', pointer, message };
}

/** Longer pointers would help nobody. */
const SHOWN_DEPTH = 64;

function readVersion(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'planVersion' in value
    ? value.planVersion
    : undefined;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function fromIssues(issues: readonly Issue[]): readonly PlanProblem[] {
  return issues.slice(0, PLAN_LIMITS.problems).map(({ path, message }) => ({
    code: 'PLAN_INVALID',
    pointer: path.map((key) => `/${escapePointer(String(key))}`).join(''),
    message,
  }));
}
