import type { InputField, Places, Plan } from '../plan/schema';
import { parseProgram, type Program } from './basic/parser';
import { isProse } from './basic/prose';
import { checkProgram } from './check/rules';
import type { Diagnostic } from './diagnostic';
import { collectFacts } from './lower/facts';
import { lowerProgram } from './lower/program';
import { Reporter } from './reporter';
import { createSource, type Source, type SourceFile } from './source';

/** What is asked of a compilation. */
export interface CompileOptions {
  /** Columns of the tables around, by their names in small letters. */
  readonly columns?: ReadonlyMap<string, readonly string[]>;
  /** Keywords that cannot run here are errors instead of warnings. */
  readonly strict?: boolean;
}

/** One file, compiled. The plan is absent when there is any error. */
export interface CompiledFile {
  readonly source: Source;
  readonly program: Program;
  readonly plan?: Plan;
  /** Where in the text each step stands, by step id. */
  readonly places: Places;
  readonly diagnostics: readonly Diagnostic[];
  readonly description?: string;
  readonly parameters: readonly InputField[];
}

/** Compiles one file of BASIC. Pure: the same text gives the same plan. Never throws on any text. */
export function compile(input: SourceFile, options: CompileOptions = {}): CompiledFile {
  const source = createSource(input);
  const reporter = new Reporter(source);
  const program = parseProgram(reporter);
  if (isProse(program)) {
    return { source, program, places: {}, diagnostics: refuseProse(program), parameters: [] };
  }
  const facts = collectFacts(program);
  const { tooDeep } = facts;
  if (tooDeep !== undefined) {
    reporter.report({
      code: 'BASIC_TOO_LONG',
      severity: 'error',
      message: 'This expression is built of too many parts.',
      span: { start: tooDeep.start, end: tooDeep.end },
      hint: 'Put a part of it into a variable first.',
    });
    const diagnostics = reporter.finish();
    return { source, program, places: {}, diagnostics, parameters: [] };
  }
  checkProgram(program, facts, reporter);
  if (facts.isTooLarge) {
    return { source, program, places: {}, diagnostics: reporter.finish(), parameters: [] };
  }
  const lowered = lowerProgram(program, reporter, {
    strict: options.strict ?? false,
    facts,
    ...(options.columns === undefined ? {} : { columns: options.columns }),
  });
  const diagnostics = reporter.finish();
  const isGood = !diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  const { plan, places, description, parameters } = lowered;
  return {
    source,
    program,
    ...(isGood ? { plan } : {}),
    places: isGood ? places : {},
    diagnostics,
    ...(description === undefined ? {} : { description }),
    parameters,
  };
}

/** One diagnostic for a text that is no program, in place of one for each of its lines. */
function refuseProse({ source, tokens }: Program): readonly Diagnostic[] {
  const verdict = new Reporter(source);
  const start = tokens[0]?.start ?? 0;
  verdict.report({
    code: 'BASIC_NO_STATEMENT',
    severity: 'error',
    message: 'This is not a BASIC program: its lines are sentences.',
    span: { start, end: tokens[0]?.end ?? start },
    hint: 'To give it to a model, put it between BEGIN SYSTEM PROMPT and END SYSTEM PROMPT.',
  });
  return verdict.finish();
}
