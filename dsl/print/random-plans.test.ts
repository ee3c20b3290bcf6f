import fc from '../../test/property';
import { checkPlan } from '../../plan/check-plan';
import { PlanSchema, type Plan } from '../../plan/schema';
import { AppError } from '../../plan/errors';
import { parsePlan } from '../../plan/parse-plan';
import { planOf, randomPlan } from '../../test/random-plans/plan';
import { STEP_KINDS } from '../../test/random-plans/steps';
import { compile } from '../compile';
import { printPlan } from './print-plan';

function check(plan: Plan): void {
  expect(PlanSchema.parse(plan)).toEqual(plan);
  expect(checkPlan(plan)).toEqual([]);
  const { plan: again } = compile({ file: 'a.bas', text: printPlan(plan) });
  expect(sorted(again)).toEqual(sorted(plan));
}

const ODD = [
  'a b',
  '1',
  '"',
  '${a}',
  'then',
  '\u0000',
  'É',
  ' ',
  '\n',
  'NULL',
  '__proto__',
  'main.0',
];

/** The same plan with another text in one place, whatever stands there. */
function withOddText([plan, at, odd]: readonly [Plan, number, string]): string {
  const json = JSON.stringify(plan);
  const texts = [...json.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  const { index, 0: text } = texts[at % texts.length] ?? { index: 0, 0: '' };
  return json.slice(0, index) + JSON.stringify(odd) + json.slice(index + text.length);
}

/** A plan that is none is refused with a code, and so is what the language has no form for. */
function checkOdd(json: string): void {
  const { plan, problems } = parsePlan(json);
  if (plan === undefined) {
    expect(problems.length).toBeGreaterThan(0);
    return;
  }
  try {
    check(plan);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'PLAN_INVALID' });
  }
}

/** The order of the events says nothing. */
function sorted(plan: Plan | undefined): Plan | undefined {
  return plan && { ...plan, awaitedEvents: [...plan.awaitedEvents].sort() };
}

describe('the text of a random plan', () => {
  it.each(STEP_KINDS)('with %s compiles to that plan', (kind) => {
    expect(() => {
      fc.assert(fc.property(planOf(kind), check), { numRuns: 30 });
    }).not.toThrow();
  });

  it('is refused with a code where something odd stands in the plan', () => {
    const odd = fc.tuple(randomPlan, fc.nat(10_000), fc.constantFrom(...ODD)).map(withOddText);
    expect(() => {
      fc.assert(fc.property(odd, checkOdd), { numRuns: 300 });
    }).not.toThrow();
  });

  it('compiles to that plan', () => {
    expect(() => {
      fc.assert(fc.property(randomPlan, check), { numRuns: 300 });
    }).not.toThrow();
  });
});
