import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { printPlan } from '../../dsl/print/print-plan';
import type { PlanProblem } from '../../plan/check-plan';
import { AppError } from '../../plan/errors';
import { MAX_PLAN_LENGTH, parsePlan } from '../../plan/parse-plan';
import type { Context, Register } from '../context';
import { EXIT, NotFound, type ExitCode } from '../exit-codes';

/** `everstep print`: the text of a plan. */
export const registerPrint: Register = (program, invoke) => {
  program
    .command('print')
    .description('print the BASIC text of a plan, in canonical form')
    .argument('<plan>', 'a JSON file with a plan, as compile prints it')
    .action((file: string, _: unknown, command: Command) =>
      invoke(command, (context) => printFile(context, file)),
    );
};

/** Exit code 1, and what is wrong, when the file holds no plan or one that the language has no form for. */
export async function printFile(context: Context, path: string): Promise<ExitCode> {
  const { output, json } = context;
  const { text, problems } = printText(await readPlanFile(context.cwd, path));
  if (json) output.print(JSON.stringify({ text: text ?? null, problems }, null, 2));
  else if (text !== undefined) output.print(text.trimEnd());
  for (const { code, pointer, message } of json ? [] : problems) {
    output.tell(`${path}${pointer}: ${message} (${code})`);
  }
  return text === undefined ? EXIT.failed : EXIT.ok;
}

interface Printed {
  readonly text?: string;
  readonly problems: readonly PlanProblem[];
}

function printText(json: string): Printed {
  const { plan, problems } = parsePlan(json);
  if (plan === undefined) return { problems };
  try {
    return { text: printPlan(plan), problems: [] };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'PLAN_INVALID') throw error;
    const { pointer, reason } = error.details;
    return { problems: [{ code: error.code, pointer: String(pointer), message: String(reason) }] };
  }
}

async function readPlanFile(cwd: string, path: string): Promise<string> {
  const at = resolve(cwd, path);
  const entry = await stat(at).catch(() => undefined);
  if (entry?.isFile() !== true) throw new NotFound(`there is no file ${path}`);
  // A character takes at most four bytes.
  const limit = 4 * MAX_PLAN_LENGTH;
  if (entry.size > limit) throw new AppError('PLAN_TOO_LARGE', { size: entry.size, limit });
  return readFile(at, 'utf8');
}
