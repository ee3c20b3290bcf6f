import type { Command } from 'commander';
import { BASIC_CODES, CATALOGUE, type BasicCode } from '../../dsl/basic/catalogue';
import { closest } from '../../dsl/closest';
import { ERRORS, type ErrorCode } from '../../plan/errors';
import { show, type Context, type Register } from '../context';
import { NotFound, type ExitCode } from '../exit-codes';
import { tableLines } from '../table';

const longestLine = 200;

/** `everstep explain`: what a code means. */
export const registerExplain: Register = (program, invoke) => {
  program
    .command('explain')
    .description('tell what a code means, with an example; without a code, list all')
    .argument('[code]', 'e.g. BASIC_MISSING_THEN or BOT_TIMEOUT')
    .action((code: string | undefined, _: unknown, command: Command) =>
      invoke(command, (context) => Promise.resolve(explain(context, code))),
    );
};

/** Exit code 5 when there is no such code. */
export function explain(context: Context, code: string | undefined): ExitCode {
  if (code === undefined) return listCodes(context);
  const name = code.toUpperCase();
  if (isBasicCode(name)) return explainMistake(context, name);
  if (isErrorCode(name)) return explainError(context, name);
  const meant = closest(name, [...BASIC_CODES, ...Object.keys(ERRORS)]);
  const hint = meant === undefined ? 'everstep explain lists all codes' : `did you mean ${meant}?`;
  throw new NotFound(`there is no code ${code}; ${hint}`);
}

function isBasicCode(code: string): code is BasicCode {
  return Object.hasOwn(CATALOGUE, code);
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

function explainMistake(context: Context, code: BasicCode): ExitCode {
  const { title, explanation, wrong, right } = CATALOGUE[code];
  const { paint } = context;
  return show(context, { code, title, explanation, wrong, right }, () => [
    `${paint('bold', code)}: ${title}`,
    '',
    explanation,
    '',
    paint('red', 'Wrong:'),
    ...example(wrong),
    '',
    paint('green', 'Right:'),
    ...example(right),
  ]);
}

/** Some examples are wrong because they are endless. */
function example(text: string): readonly string[] {
  const lines = text
    .split('\n')
    .map((line) => (line.length > longestLine ? `  ${line.slice(0, longestLine)}…` : `  ${line}`));
  return lines.length > 12 ? [...lines.slice(0, 12), '  …'] : lines;
}

function explainError(context: Context, code: ErrorCode): ExitCode {
  const { message, status, retryable } = ERRORS[code];
  const { paint } = context;
  return show(context, { code, message, status, retryable }, () => [
    `${paint('bold', code)}: ${message}`,
    '',
    `Over HTTP it is answered with ${status}.`,
    retryable
      ? 'The same request can succeed later: trying again makes sense.'
      : 'Trying the same again does not help.',
  ]);
}

function listCodes(context: Context): ExitCode {
  const mistakes = BASIC_CODES.map((code) => ({ code, title: CATALOGUE[code].title }));
  const errors = (Object.keys(ERRORS) as ErrorCode[]).map((code) => ({
    code,
    title: ERRORS[code].message,
  }));
  const all = [...mistakes, ...errors];
  return show(context, { codes: all }, () =>
    tableLines(
      all,
      [
        { title: 'CODE', text: ({ code }) => code },
        { title: 'MEANING', text: ({ title }) => title },
      ],
      context.paint,
    ),
  );
}
