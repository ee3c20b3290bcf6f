import { CommanderError } from 'commander';
import { z } from 'zod';
import { AppError } from '../plan/errors';
import { ApiProblem } from './client-errors';

/** An error as a person and as a program read it. */
export interface ErrorDescription {
  readonly code?: string;
  readonly message: string;
  /** One line for each mistake, where the error has several. */
  readonly hints?: readonly string[];
  readonly details?: unknown;
}

/** What is told about an error: its stable code where it has one, its sentence, and its parts. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof ApiProblem) {
    return {
      code: error.code,
      message: error.message,
      details: error.problem,
      hints: listMistakes(error.problem),
    };
  }
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, details: error.details };
  }
  if (error instanceof CommanderError) return { message: error.message.replace(/^error: /, '') };
  return { message: error instanceof Error ? error.message : String(error) };
}

/** The parts of a validation problem, one line each, whatever the list is called. */
function listMistakes(problem: Readonly<Record<string, unknown>>): readonly string[] {
  const found = [problem['errors'], problem['diagnostics'], problem['issues']].find(Array.isArray);
  const items: readonly unknown[] = found ?? [];
  return items.slice(0, 20).map(describeMistake);
}

const MistakeSchema = z.looseObject({
  message: z.string(),
  pointer: z.string().optional(),
  path: z.union([z.string(), z.array(z.union([z.string(), z.number()]))]).optional(),
  file: z.string().optional(),
  line: z.number().optional(),
});

function describeMistake(item: unknown): string {
  const { data } = MistakeSchema.safeParse(item);
  if (data === undefined) return typeof item === 'string' ? item : JSON.stringify(item);
  const path = Array.isArray(data.path) ? data.path.join('.') : data.path;
  return [data.pointer, path, data.file, data.line, data.message]
    .filter((part) => part !== undefined && part !== '')
    .join(': ');
}
