import { printProgram } from '../../dsl/basic/printer';
import { compile } from '../../dsl/compile';
import { format } from '../../dsl/format/format';
import { MAX_DIAGNOSTICS } from '../../dsl/reporter';
import { checkPlan } from '../../plan/check-plan';
import { PlanSchema, type Plan } from '../../plan/schema';

/** A text that takes more of the processor counts as a hang; other work on the machine does not. */
const MAX_MS = 250;

/** As `checkText`, and a text that takes too long is wrong, too. */
export function checkTextAndTime(text: string): string | undefined {
  const spent = timeToRead(text);
  // A collection of garbage falls on whichever text is next; a hang comes again.
  if (spent > MAX_MS && timeToRead(text) > MAX_MS) return `reading takes ${Math.round(spent)} ms`;
  return checkText(text);
}

/** What is wrong with how a text is read; undefined when all is well. Never throws. */
export function checkText(text: string): string | undefined {
  try {
    return checkCompiled(text, compile({ file: 'fuzz.bas', text }));
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** The milliseconds of processor that a text takes; 0 when it cannot be read at all. */
function timeToRead(text: string): number {
  const began = process.cpuUsage();
  try {
    compile({ file: 'fuzz.bas', text });
  } catch {
    return 0;
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

function checkCompiled(text: string, compiled: ReturnType<typeof compile>): string | undefined {
  const { diagnostics, plan, program } = compiled;
  if (Object.keys(Object.prototype).length > 0) return 'Object.prototype was changed';
  if (printProgram(program) !== text) return 'the tree does not give the text back';
  if (diagnostics.length > MAX_DIAGNOSTICS) return 'too many diagnostics';
  const hasError = diagnostics.some(({ severity }) => severity === 'error');
  if (hasError !== (plan === undefined)) return 'a plan and an error exclude each other';
  for (const { code, message, span } of diagnostics) {
    const isInside = span.start >= 0 && span.start <= span.end && span.end <= text.length + 1;
    if (!isInside || message === '') return `${code} has no message or no place`;
  }
  return plan === undefined ? undefined : (checkShape(plan) ?? checkFormat(text));
}

function checkShape(plan: Plan): string | undefined {
  const shape = PlanSchema.safeParse(plan);
  if (!shape.success) return `the plan has another shape: ${shape.error.message}`;
  const [broken] = checkPlan(plan);
  return broken && `the plan is broken: ${JSON.stringify(broken)}`;
}

function checkFormat(text: string): string | undefined {
  const once = format(text).text;
  return format(once).text === once ? undefined : 'formatting twice differs from formatting once';
}
