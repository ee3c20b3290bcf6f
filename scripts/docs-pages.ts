import { ApiConfigSchema } from '../api/config';
import { compile } from '../dsl/compile';
import { BASIC_CODES, CATALOGUE, type BasicCode } from '../dsl/basic/catalogue';
import { CLAUSES, PHRASES } from '../dsl/basic/phrases';
import { COSTS, costText, type Cost } from '../dsl/reference/costs';
import type { KeywordEntry } from '../dsl/reference/entry';
import { EXAMPLE_ROWS, FUNCTION_GROUPS, type FunctionText } from '../dsl/reference/functions';
import { KEYWORD_GROUPS, keywordEntry } from '../dsl/reference/keywords';
import { evaluate, toText, type Scope } from '../interpreter/evaluate';
import { ERRORS, invariant, type ErrorCode } from '../plan/errors';
import { functionArity } from '../plan/function-names';
import { ADAPTED_KEYWORDS, ADAPTERS } from '../plan/keywords';
import type { Value } from '../plan/value';
import { WorkerConfigSchema } from '../workers/config';
import { ERROR_TEXTS, PACKAGE_PROBLEMS, PLAN_PROBLEMS } from './error-cures';
import { SETTING_TEXTS } from './setting-texts';

/** Examples longer than this say nothing to a reader. */
const LONGEST_EXAMPLE = 200;
/** The time of all examples: a Thursday. */
const EXAMPLE_TIME = Date.UTC(2026, 2, 5, 10, 20, 30);

/** A text with everything between `<!-- name -->` and `<!-- end name -->` replaced. */
export function replaceSection(page: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  invariant(from >= 0 && to > from, `the page has the section ${name}`);
  return `${page.slice(0, from)}${begin}\n\n${content}\n\n${page.slice(to)}`;
}

/** The whole page of errors. */
export function errorsPage(): string {
  return [
    '<!-- Written by `npm run docs` from plan/errors.ts, scripts/error-cures.ts and the catalogue of BASIC. -->',
    '# Errors',
    'Every failure has a stable code: in the problem of an HTTP answer, in `failure` of a run, in the last line of a command, and in the message about a text.',
    'A code is never renamed and never used for something else.',
    'An error that says *can be tried again* may go away by itself; the same request later can succeed.',
    '## Requests, runs and commands',
    ...(Object.keys(ERRORS) as ErrorCode[]).map(errorSection),
    '## Packages',
    'These are listed beside the mistakes in texts, by `everstep check` and in a problem of the code [PACKAGE_INVALID](#package_invalid).',
    problemTable(PACKAGE_PROBLEMS),
    '## Plans',
    'These are found when a plan is checked that did not come straight from the compiler.',
    problemTable(PLAN_PROBLEMS),
    '## Mistakes in BASIC',
    'An error forbids a plan, a warning tells of a likely mistake, a hint of a better way.',
    ...BASIC_CODES.map(basicSection),
  ]
    .join('\n\n')
    .concat('\n');
}

function errorSection(code: ErrorCode): string {
  const { status, message, retryable } = ERRORS[code];
  const { meaning, cure } = ERROR_TEXTS[code];
  const again = retryable ? ', can be tried again' : '';
  return `### ${code}\n\n> ${message}\n\nStatus ${status}${again}.\n${meaning}\n\n**What to do:** ${cure}`;
}

function problemTable(problems: Readonly<Record<string, string>>): string {
  const lines = Object.entries(problems).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return ['| code | meaning |', '|---|---|', ...lines].join('\n');
}

function basicSection(code: BasicCode): string {
  const { title, explanation, wrong, right } = CATALOGUE[code];
  const found = compile({ file: 'example.bas', text: wrong }).diagnostics;
  const severity = found.find((diagnostic) => diagnostic.code === code)?.severity ?? 'error';
  const head = `### ${code}\n\n${title} (${severity}).\n${explanation}`;
  if (!isShowable(wrong)) return `${head}\n\nRight:\n\n${fence('basic', right)}`;
  return `${head}\n\nWrong:\n\n${fence(`basic wrong ${code}`, wrong)}\n\nRight:\n\n${fence('basic', right)}`;
}

/** Long texts, and characters that turn the direction of writing, do not belong into a page. */
function isShowable(text: string): boolean {
  return text.length <= LONGEST_EXAMPLE && !/\p{Bidi_Control}/u.test(text);
}

function fence(info: string, text: string): string {
  return `\`\`\`${info}\n${text}\n\`\`\``;
}

/** The tables of functions, with the result of each example. */
export function functionTables(): string {
  return FUNCTION_GROUPS.map(({ title, functions }) =>
    [
      `### ${title}`,
      '',
      '| function | meaning | example | gives |',
      '|---|---|---|---|',
      ...functions.map(functionRow),
    ].join('\n'),
  ).join('\n\n');
}

function functionRow({ form, aliases = [], meaning, example }: FunctionText): string {
  const also =
    aliases.length === 0 ? '' : `, ${aliases.map((name) => code(name.toUpperCase())).join(', ')}`;
  return `| ${code(form)}${also} | ${meaning} | ${code(example)} | ${code(resultOf(example))} |`;
}

/** What an expression gives, as JSON, dates as text; works it out with the interpreter. */
export function resultOf(expression: string): string {
  const { plan, diagnostics } = compile({ file: 'example.bas', text: `RETURN ${expression}` });
  const step = plan?.blocks['main']?.[0];
  invariant(step?.kind === 'return' && step.value, `${expression}: ${JSON.stringify(diagnostics)}`);
  const value = evaluate(step.value, EXAMPLE_SCOPE);
  const isDate = typeof value === 'object' && value !== null && '$date' in value;
  return isDate ? toText(value) : JSON.stringify(value);
}

const EXAMPLE_SCOPE: Scope = {
  read: (name): Value => (name === 'rows' ? EXAMPLE_ROWS : null),
  now: () => EXAMPLE_TIME,
  random: () => 0.5,
};

/** What each kind of statement adds to the history of a run. */
export function costTable(): string {
  const rows = Object.values<Cost>(COSTS).map((cost) => `| ${cost.of} | ${costText(cost)} |`);
  return ['| statement | history events |', '|---|---|', ...rows].join('\n');
}

/** Every statement that runs, with its form, its clauses, its cost and an example. */
export function statementSections(): string {
  return KEYWORD_GROUPS.map(({ title, entries }) =>
    [`### ${title}`, ...entries.map(statementSection)].join('\n\n'),
  ).join('\n\n');
}

function statementSection({
  name,
  also,
  form,
  text,
  cost,
  clauses,
  example,
}: KeywordEntry): string {
  const same = also.length === 0 ? '' : ` The same: ${also.map(code).join(', ')}.`;
  const list = clauses.map(([clause, meaning]) => `- ${code(clause)}: ${meaning}`);
  return [
    `#### ${name}`,
    fence('text', form),
    `${text}${same}\nHistory events: ${costText(COSTS[cost])}.`,
    ...(list.length === 0 ? [] : [list.join('\n')]),
    fence('basic run', example),
  ].join('\n\n');
}

/** The keywords that an adapter does, by what does them. */
export function adaptedKeywords(): string {
  const lines = Object.entries(ADAPTERS).map(([name, text]) => {
    const keywords = Object.entries(ADAPTED_KEYWORDS)
      .filter(([, adapter]) => adapter === name)
      .map(([keyword]) => code(keyword));
    return `| ${text} | ${keywords.join(', ')} |`;
  });
  return ['| done by | keywords |', '|---|---|', ...lines].join('\n');
}

/** The keywords that compile and cannot run here: all that the reference has no entry for. */
export function unavailableNames(): readonly string[] {
  return PHRASES.map(({ name }) => name)
    .filter((name) => keywordEntry(name) === undefined)
    .filter((name) => functionArity(name.toLowerCase().replaceAll(' ', '_')) === undefined)
    .filter((name) => !/ (WHERE|VALUES)$/.test(name))
    .sort();
}

/** The same as a line of the page. */
export function unavailableKeywords(): string {
  const clauses = CLAUSES.map(({ name }) => code(name)).join(', ');
  return `${unavailableNames().map(code).join(', ')}.\n\nThe clauses that any keyword is read with: ${clauses}.`;
}

/** A pipe would end the cell of a table. */
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** The settings with who reads them; `runtimeSource` is the text of runtime/config.ts. */
export function settingsTable(runtimeSource: string): string {
  const readers = settingReaders(runtimeSource);
  const fallbacks = schemaFallbacks();
  const lines = Object.entries(SETTING_TEXTS).map(([name, { meaning, fallback }]) => {
    const value = fallback ?? fallbacks.get(name);
    return `| \`${name}\` | ${meaning} | ${value ?? '-'} | ${(readers.get(name) ?? ['command line']).join(', ')} |`;
  });
  return ['| variable | decides | when not set | read by |', '|---|---|---|---|', ...lines].join(
    '\n',
  );
}

/** Which part reads which variable. */
export function settingReaders(runtimeSource: string): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>();
  const add = (name: string, reader: string): void => {
    readers.set(name, [...new Set([...(readers.get(name) ?? []), reader])]);
  };
  for (const [, name = ''] of runtimeSource.matchAll(
    /'((?:EVERSTEP|TEMPORAL|XDG|DATABASE)_[A-Z0-9_]+)'/g,
  )) {
    add(name, 'start');
  }
  for (const name of Object.keys(ApiConfigSchema.shape)) add(name, 'API');
  for (const name of Object.keys(WorkerConfigSchema.shape)) add(name, 'worker');
  return readers;
}

function schemaFallbacks(): ReadonlyMap<string, string> {
  const needed = { DATABASE_URL: 'postgresql://needed', TEMPORAL_ADDRESS: 'needed:1' };
  const values = { ...ApiConfigSchema.parse(needed), ...WorkerConfigSchema.parse(needed) };
  return new Map(Object.entries(values).map(([name, value]) => [name, `\`${shown(value)}\``]));
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
