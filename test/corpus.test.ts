import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type CompiledFile } from '../dsl/compile';
import { printProgram } from '../dsl/basic/printer';
import { positionAt } from '../dsl/source';
import { checkPlan } from '../plan/check-plan';
import { PlanSchema } from '../plan/schema';

const FOLDER = join(__dirname, 'corpus');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.bas'));
const EXPECTATION = /'\s*expect (error|warning|hint) (BASIC_[A-Z_]+)/g;

/** `line severity CODE` for each expectation, which stands in a comment on its line. */
function expectedIn(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(EXPECTATION)].map((match) => `${index + 1} ${match[1]} ${match[2]}`),
    );
}

/** What was told; hints only where the file expects one of that code. */
function foundIn(compiled: CompiledFile, expected: readonly string[]): readonly string[] {
  return compiled.diagnostics.flatMap(({ code, severity, span }) => {
    const isQuiet = severity === 'hint' && !expected.some((line) => line.endsWith(code));
    return isQuiet ? [] : [`${positionAt(compiled.source, span.start).line} ${severity} ${code}`];
  });
}

describe('the corpus of the language', () => {
  it('has many files', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(80);
  });

  it.each(FILES)('%s', (name) => {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    const expected = expectedIn(text);
    const compiled = compile({ file: name, text });
    expect(foundIn(compiled, expected)).toEqual(expected);
    expect(expected.length > 0 || text.includes("' expect ok")).toBe(true);
    expect(printProgram(compiled.program)).toBe(text);
    const hasError = expected.some((line) => line.includes(' error '));
    expect(compiled.plan === undefined).toBe(hasError);
    const plans = compiled.plan === undefined ? [] : [compiled.plan];
    for (const plan of plans) {
      expect(PlanSchema.parse(plan)).toEqual(plan);
      expect(checkPlan(plan)).toEqual([]);
    }
  });
});
