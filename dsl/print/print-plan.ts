import { checkPlan } from '../../plan/check-plan';
import { AppError } from '../../plan/errors';
import type { Plan } from '../../plan/schema';
import { compile } from '../compile';
import { positionAt } from '../source';
import { BlockPrinter } from './block-printer';
import { firstDifference } from './first-difference';
import { printFlows } from './print-flows';
import { STEP_WRITERS } from './print-steps';

/** What keeps a text from being printed: where in the plan, and why. */
interface Obstacle {
  readonly pointer: string;
  readonly reason: string;
}

/**
 * The text of a plan in canonical form: compiled again, it gives an equal plan (the order of
 * `awaitedEvents` aside). Throws `PLAN_INVALID` with the JSON pointer and a reason for what the language
 * cannot say: a plan that is linked to its bots, ids that do not tell the place of their step, flows other
 * than main, SUBs and tools, names that are no words, and the few others that a compilation of the text
 * shows.
 */
export function printPlan(plan: Plan): string {
  const [problem] = checkPlan(plan);
  if (problem !== undefined) refuse({ pointer: problem.pointer, reason: problem.message });
  if (Object.keys(plan.bots).length > 0) {
    refuse({ pointer: '/bots', reason: 'The plan is linked to its bots.' });
  }
  const plain = write(plan, false);
  const obstacle = findObstacle(plan, plain);
  if (obstacle === undefined) return plain.text;
  const careful = write(plan, true);
  if (findObstacle(plan, careful) === undefined) return careful.text;
  return refuse(obstacle);
}

interface Written {
  readonly text: string;
  readonly lines: readonly string[];
  readonly pointers: readonly string[];
}

function write(plan: Plan, careful: boolean): Written {
  const printer = new BlockPrinter(plan, STEP_WRITERS, careful);
  printFlows(printer);
  const { lines, pointers } = printer;
  return { text: `${lines.join('\n')}\n`, lines, pointers };
}

/** Compiles what was written: a mistake or another plan shows what the language has no form for. */
function findObstacle(plan: Plan, written: Written): Obstacle | undefined {
  const compiled = compile({ file: 'plan.bas', text: written.text });
  const error = compiled.diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined) {
    const { line } = positionAt(compiled.source, error.span.start);
    return { pointer: pointerOfLine(written, line), reason: error.message };
  }
  const pointer = firstDifference(comparable(plan), comparable(compiled.plan ?? plan));
  if (pointer === undefined) return undefined;
  return { pointer, reason: 'The language has no form for this.' };
}

/** What a line of the text came from; an entry can have several lines, as texts can. */
function pointerOfLine({ lines, pointers }: Written, line: number): string {
  let last = 0;
  for (const [index, text] of lines.entries()) {
    last += text.split(/\r\n|\r|\n/).length;
    if (line <= last) return pointers[index] ?? '';
  }
  return '';
}

function comparable(plan: Plan): Plan {
  return { ...plan, awaitedEvents: [...plan.awaitedEvents].sort() };
}

function refuse({ pointer, reason }: Obstacle): never {
  throw new AppError('PLAN_INVALID', { pointer, reason });
}
